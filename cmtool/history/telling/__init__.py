"""The words for changes: one module for each subject, each telling what it knows and leaving the rest to `plain`."""
