"""The paper books of 支部与党员."""
