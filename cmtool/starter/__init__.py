"""What a community begins with: its first records, and the files around them, out of a few answers."""
