-- name: insert_words!
insert into ledger_words (place, facets, words) values (:place, :facets, :words);

-- name: get_lines_with
select ledger.* from ledger_words join ledger on ledger.place = ledger_words.place
 where ledger_words.found @@ (:match)::tsquery and ledger_words.place >= :first and ledger_words.place < :before
   and not exists (select 1 from json_array_elements_text((:phrases)::json) as phrase
                    where strpos(ledger_words.words, phrase) = 0)
 order by ledger_words.place desc limit :count;

-- name: count_lines_with^
select count(*) as number from ledger_words
 where found @@ (:match)::tsquery and place >= :first and place < :before
   and not exists (select 1 from json_array_elements_text((:phrases)::json) as phrase
                    where strpos(words, phrase) = 0);
