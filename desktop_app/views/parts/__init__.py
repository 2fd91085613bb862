"""Building blocks of pages: widgets that know how to look and behave, and nothing of any register."""
