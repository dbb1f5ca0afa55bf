"""How a series meets next: days and hours with what speaks for and against them, the best candidate first.

A series of the community: its rhythm says about when, its last meetings say how, and every hour of every day around is
judged. A series of a group: its own dates, judged the same way.
"""

from cmtool.schedule.proposal.candidate import Candidate, Mode, Proposal, Wish
from cmtool.schedule.proposal.community import of_community
from cmtool.schedule.proposal.group import of_group
from cmtool.schedule.proposal.in_person import InPerson

__all__ = ["Candidate", "InPerson", "Mode", "Proposal", "Wish", "of_community", "of_group"]
