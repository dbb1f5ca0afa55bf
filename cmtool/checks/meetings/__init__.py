"""Rules about meetings."""
