"""Floor 0: plain facts of dates, names, numbers and places, on the standard library alone."""
