"""The papers of 三亮、案例与评级."""
