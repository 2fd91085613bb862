"""The pages of 组织生活."""
