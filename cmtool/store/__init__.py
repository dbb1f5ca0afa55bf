"""The door to disk: which files are a registry, reading them, writing files whole."""
