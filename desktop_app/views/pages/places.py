"""Where the records of a register are opened: its own page, or the plain table every register has."""

# Registers whose work has a page of its own; their plain table is still reached from there.
OWN_PAGE = {
    "meeting": "meeting",
    "promise": "promises",
    "issue": "issues",
    "monthly_report": "report",
    "rule": "rules",
}


def page_of(register: str) -> str:
    """The page where a register's records are opened."""
    return OWN_PAGE.get(register, f"register:{register}")
