"""Rules that come after the program: signed packs of forms, templates, calendars and profiles."""
