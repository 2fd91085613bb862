"""The papers of a branch: minutes, ledgers, letters and reports, from plain values to a page."""
