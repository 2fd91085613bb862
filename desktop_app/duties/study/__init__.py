"""The duties of 学习教育."""
