"""The paper books of 规则."""
