"""Work without hands: a month or a year of a branch in the terminal, through the doors the window uses."""
