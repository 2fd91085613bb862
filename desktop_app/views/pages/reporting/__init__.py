"""The pages of 月与年."""
