"""Writers: a document's blocks become bytes; the same document gives the same bytes."""
