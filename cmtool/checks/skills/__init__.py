"""Rules about skills."""
