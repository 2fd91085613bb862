"""The duties of 组织生活."""
