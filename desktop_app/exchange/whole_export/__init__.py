"""The whole of a branch file as an open folder any program can read, and the way back into a file."""
