"""The duties of 调研与问题整改."""
