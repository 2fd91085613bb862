"""The papers of 服务与网格."""
