"""PDF: what its pages show, what they hide, and what the file carries beside them."""
