"""Files that are checked before they go anywhere."""
