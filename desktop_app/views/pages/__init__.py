"""The pages of the window, the only views that know registers by name."""
