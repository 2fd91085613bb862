"""The pages of 规则."""
