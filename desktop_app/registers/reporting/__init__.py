"""The paper books of 月与年."""
