"""Verbs: an intention, and the registry as it is, become a change set. Pure: nothing is read or written here."""
