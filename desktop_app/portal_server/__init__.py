"""The reference portal: its own small web application."""
