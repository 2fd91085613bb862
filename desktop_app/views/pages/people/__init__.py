"""The pages of 支部与党员."""
