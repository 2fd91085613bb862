"""The pages of 三亮、案例与评级."""
