"""Calendars as iCalendar files (RFC 5545): `base` for any of them, `meetings.feed` for the meetings of a registry."""
