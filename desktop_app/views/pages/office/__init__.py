"""Pages about the branch as a whole: the start page of the day, settings, help, print preview."""
