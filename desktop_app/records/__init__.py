"""Floor 1: the grammar of a register: boxes, records, rules and steps; no screen, no paper."""
