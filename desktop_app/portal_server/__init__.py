"""The reference portal: a small web service such as a county's site is, with its own database."""
