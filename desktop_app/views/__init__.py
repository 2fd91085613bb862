"""Floor 4: the window, drawn with PySide6; everything below is reached through the desk."""
