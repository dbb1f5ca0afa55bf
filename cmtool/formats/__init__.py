"""Findings and tables as text, JSON, GitHub annotations: pure functions."""
