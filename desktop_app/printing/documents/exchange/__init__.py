"""The papers of 交换与安全."""
