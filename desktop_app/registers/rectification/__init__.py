"""The paper books of 调研与问题整改."""
