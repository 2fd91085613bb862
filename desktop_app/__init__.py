"""支部台账 (Branch Ledger): the record-keeping program of a grassroots party branch."""

__version__ = "0.1.0"
