"""The duties of 服务与网格."""
