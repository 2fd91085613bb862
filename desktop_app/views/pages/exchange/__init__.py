"""The pages of 交换与安全."""
