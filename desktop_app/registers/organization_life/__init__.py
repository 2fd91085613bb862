"""The paper books of 组织生活."""
