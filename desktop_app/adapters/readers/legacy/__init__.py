"""Files of Office before 2007 and of WPS: compound files (CFB)."""
