"""Rules about activities."""
