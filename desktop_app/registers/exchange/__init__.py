"""The paper books of 交换与安全."""
