"""Pictures of figures as plain descriptions, laid out once and drawn alike on the screen and on paper."""
