"""The papers of 调研与问题整改."""
