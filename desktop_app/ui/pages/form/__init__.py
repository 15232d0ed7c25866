"""The parts of the form page; `form_page` puts them together."""
