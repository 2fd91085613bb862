"""The paper books of 三亮、案例与评级."""
