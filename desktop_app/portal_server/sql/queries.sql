-- name: item_by_key(key)^
SELECT * FROM item WHERE key = :key;

-- name: item_by_id(id)^
SELECT * FROM item WHERE id = :id;

-- name: files_of(item_id)
SELECT * FROM item_file WHERE item_id = :item_id ORDER BY position;

-- name: corrections_of(key)
SELECT * FROM item WHERE replaces = :key ORDER BY id;

-- name: add_item(key, digest, title, column_path, form, issuer, doc_no, issued_on, html, body_text, metadata, replaces, published_at)<!
INSERT INTO item (key, digest, title, column_path, form, issuer, doc_no, issued_on, html, body_text, metadata,
                  replaces, published_at)
VALUES (:key, :digest, :title, :column_path, :form, :issuer, :doc_no, :issued_on, :html, :body_text, :metadata,
        :replaces, :published_at);

-- name: add_file(item_id, position, sha256, name, title, media_type, size)!
INSERT INTO item_file (item_id, position, sha256, name, title, media_type, size)
VALUES (:item_id, :position, :sha256, :name, :title, :media_type, :size);

-- name: add_grams(id, title, body)!
INSERT INTO item_grams (rowid, title, body) VALUES (:id, :title, :body);

-- name: drop_grams(id)!
DELETE FROM item_grams WHERE rowid = :id;

-- name: withdraw(at, reason, key)!
UPDATE item SET withdrawn_at = :at, withdrawal_reason = :reason WHERE key = :key AND withdrawn_at IS NULL;

-- name: newest(limit)
SELECT * FROM item WHERE withdrawn_at IS NULL ORDER BY id DESC LIMIT :limit;

-- name: in_column(path, limit, offset)
SELECT * FROM item
WHERE withdrawn_at IS NULL AND (column_path = :path OR substr(column_path, 1, length(:path) + 1) = :path || '/')
ORDER BY id DESC LIMIT :limit OFFSET :offset;

-- name: count_by_column()
SELECT column_path, count(*) AS items FROM item WHERE withdrawn_at IS NULL GROUP BY column_path;

-- name: search(match, limit, offset)
SELECT item.* FROM item_grams JOIN item ON item.id = item_grams.rowid
WHERE item_grams MATCH :match
ORDER BY bm25(item_grams, 8.0, 1.0), item.id DESC LIMIT :limit OFFSET :offset;

-- name: search_count(match)^
SELECT count(*) AS hits FROM item_grams WHERE item_grams MATCH :match;

-- name: named_files()
SELECT DISTINCT sha256 FROM item_file;
