"""Writers of files for the credit platforms."""
