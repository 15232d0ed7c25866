"""PDF: text that must go is taken out of the page, not painted over."""
