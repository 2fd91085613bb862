"""Registers in tables: the windowed model, the tones of its words, and the view with fitting columns."""
