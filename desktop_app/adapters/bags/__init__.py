"""The offline hand-over package: a BagIt bag (RFC 8493) in one zip file, which proves that nothing was changed."""
