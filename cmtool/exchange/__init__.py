"""Foreign files as records."""
