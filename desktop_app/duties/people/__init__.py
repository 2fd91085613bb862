"""The duties of 支部与党员."""
