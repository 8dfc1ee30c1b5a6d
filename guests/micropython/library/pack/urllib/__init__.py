"""Only urllib.parse is here: there is no network in the glass."""
