"""Time: recurrence, occurrences, zones; pure."""
