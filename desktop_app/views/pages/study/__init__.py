"""The pages of 学习教育."""
