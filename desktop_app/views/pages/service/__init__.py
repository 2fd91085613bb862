"""The pages of 服务与网格."""
