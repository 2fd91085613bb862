"""Data on a USB stick: trust cards, sealed packages, receipts, and the safe way to write them."""
