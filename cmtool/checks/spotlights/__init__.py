"""Rules about spotlights."""
