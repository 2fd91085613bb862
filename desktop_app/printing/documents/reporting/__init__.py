"""The papers of 月与年."""
