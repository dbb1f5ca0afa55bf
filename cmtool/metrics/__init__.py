"""Numbers of domain.md D: pure functions of a registry and a day."""
