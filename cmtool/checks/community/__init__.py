"""Rules about community."""
