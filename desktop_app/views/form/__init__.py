"""Forms made from a register: editors by kind, drafts, steps, child lists and history."""
