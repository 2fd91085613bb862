"""What the program writes down of its own acts: packages sent and taken in, what was looked at or printed."""
