"""Before a branch file is open: the first questions, passwords, opening."""
