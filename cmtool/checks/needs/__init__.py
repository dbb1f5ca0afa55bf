"""Rules about needs."""
