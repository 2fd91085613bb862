"""Floor 3: the branch file: unlock, upgrade, the ledger that is its only door, history, search, backup."""
