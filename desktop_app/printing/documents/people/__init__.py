"""The papers of 支部与党员."""
