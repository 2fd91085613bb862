"""Floor 3: what the rules ask: bodies, quorums, hours, the calendar of gaps, the figures of a month."""
