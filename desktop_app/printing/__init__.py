"""Papers: lists of values become PDF bytes here; no database and no screen is needed."""
