"""The workspace: one database that holds everything an office has written."""
