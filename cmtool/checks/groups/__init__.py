"""Rules about groups."""
