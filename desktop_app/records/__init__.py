"""Floor 1: the grammar of a register: kinds of box, records, rules and steps; no screen, no paper, no file."""
