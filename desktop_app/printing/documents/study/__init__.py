"""The papers of 学习教育."""
