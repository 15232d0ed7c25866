-- name: add_key(id, unit, rights, columns, digest, a_minute, made_at)!
INSERT INTO api_key (id, unit, rights, columns, digest, a_minute, made_at)
VALUES (:id, :unit, :rights, :columns, :digest, :a_minute, :made_at);

-- name: key_by_id(id)^
SELECT * FROM api_key WHERE id = :id;

-- name: all_keys()
SELECT * FROM api_key ORDER BY revoked_at IS NOT NULL, unit, made_at, id;

-- name: rotate_key(id, digest, made_at)!
UPDATE api_key SET digest = :digest, made_at = :made_at WHERE id = :id AND revoked_at IS NULL;

-- name: revoke_key(id, at)!
UPDATE api_key SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL;

-- name: used_key(id, at)!
UPDATE api_key SET used_at = :at WHERE id = :id;
