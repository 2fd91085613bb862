"""The papers of 组织生活."""
