"""The paper books of 服务与网格."""
