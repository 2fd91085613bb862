"""The tools behind packaging/dev.py, on the standard library alone."""
