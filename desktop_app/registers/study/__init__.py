"""The paper books of 学习教育."""
