-- name: insert_words!
insert into ledger_words (rowid, facets, words) values (:place, :facets, :words);

-- name: get_lines_with
select ledger.* from ledger_words join ledger on ledger.place = ledger_words.rowid
 where ledger_words match :match and ledger_words.rowid >= :first and ledger_words.rowid < :before
   and not exists (select 1 from json_each(:phrases) where instr(ledger_words.words, value) = 0)
 order by ledger_words.rowid desc limit :count;

-- name: count_lines_with^
select count(*) as number from ledger_words
 where ledger_words match :match and rowid >= :first and rowid < :before
   and not exists (select 1 from json_each(:phrases) where instr(ledger_words.words, value) = 0);
