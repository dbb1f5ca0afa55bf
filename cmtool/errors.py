"""Trouble with cmtool itself, as opposed to trouble with the data (`finding.Finding`)."""

from __future__ import annotations


class CmtoolError(Exception):
    """cmtool cannot go on. The text is final: what happened, and what to do; it is caught once, at the porch."""
