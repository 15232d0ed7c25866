-- name: item_by_key(key)^
SELECT item.*, item_note.reason, item_note.replaced_at FROM item LEFT JOIN item_note ON item_note.item_id = item.id
WHERE key = :key;

-- name: item_by_id(id)^
SELECT item.*, item_note.reason, item_note.replaced_at FROM item LEFT JOIN item_note ON item_note.item_id = item.id
WHERE id = :id;

-- name: files_of(item_id)
SELECT * FROM item_file WHERE item_id = :item_id ORDER BY position;

-- name: corrections_of(key)
SELECT item.*, item_note.reason, item_note.replaced_at FROM item LEFT JOIN item_note ON item_note.item_id = item.id
WHERE replaces = :key ORDER BY id;

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
SELECT item.*, item_note.reason, item_note.replaced_at FROM item LEFT JOIN item_note ON item_note.item_id = item.id
WHERE withdrawn_at IS NULL ORDER BY id DESC LIMIT :limit;

-- name: in_column(path, limit, offset)
SELECT item.*, item_note.reason, item_note.replaced_at FROM item LEFT JOIN item_note ON item_note.item_id = item.id
WHERE withdrawn_at IS NULL AND (column_path = :path OR substr(column_path, 1, length(:path) + 1) = :path || '/')
ORDER BY id DESC LIMIT :limit OFFSET :offset;

-- name: count_by_column()
SELECT column_path, count(*) AS items FROM item WHERE withdrawn_at IS NULL GROUP BY column_path;

-- name: search(match, limit, offset)
SELECT item.*, item_note.reason, item_note.replaced_at FROM item_grams JOIN item ON item.id = item_grams.rowid
LEFT JOIN item_note ON item_note.item_id = item.id
WHERE item_grams MATCH :match
ORDER BY bm25(item_grams, 8.0, 1.0), item.id DESC LIMIT :limit OFFSET :offset;

-- name: search_count(match)^
SELECT count(*) AS hits FROM item_grams WHERE item_grams MATCH :match;

-- name: unit_of(key)^
SELECT coalesce(item_unit.unit, '') AS unit FROM item LEFT JOIN item_unit ON item_unit.item_id = item.id WHERE key = :key;

-- name: put_unit(id, unit)!
INSERT INTO item_unit (item_id, unit) VALUES (:id, :unit);

-- name: named_files()
SELECT DISTINCT sha256 FROM item_file;

-- name: put_note(id, reason, replaced_at)!
INSERT INTO item_note (item_id, reason, replaced_at) VALUES (:id, :reason, :replaced_at)
ON CONFLICT (item_id) DO UPDATE SET reason = excluded.reason, replaced_at = excluded.replaced_at;

-- name: replace_item(id, digest, title, column_path, form, issuer, doc_no, issued_on, html, body_text, metadata)!
UPDATE item SET digest = :digest, title = :title, column_path = :column_path, form = :form, issuer = :issuer,
                doc_no = :doc_no, issued_on = :issued_on, html = :html, body_text = :body_text, metadata = :metadata
WHERE id = :id;

-- name: drop_files(id)!
DELETE FROM item_file WHERE item_id = :id;
