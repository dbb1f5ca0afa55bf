"""The door to git: what was, who changed it, and what a change means."""
