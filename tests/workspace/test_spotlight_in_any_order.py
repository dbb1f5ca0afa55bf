"""Whatever the order of commands: nothing is approved or published without a consent that covers the channel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool import checks
from cmtool.edits.answer_spotlight import answered
from cmtool.edits.approve_spotlight import approved
from cmtool.edits.invite_spotlight import invited
from cmtool.edits.publish_spotlight import published
from cmtool.edits.set import changed
from cmtool.edits.withdraw_spotlight import withdrawn
from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.model.edit import ChangeSet
from cmtool.model.registry import Registry
from cmtool.model.showing import obstacles
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.showing_steps import standing
from cmtool.workspace import Workspace
from cmtool.workspace.comparison import new_and_fixed
from cmtool.workspace.withdrawals import withdrawals
from tests.edits.spotlights import ID, TODAY, made, small, spotlight

SOME = settings(max_examples=max(60, settings.default.max_examples // 2), deadline=None)  # type: ignore[union-attr]


class Command(NamedTuple):
    """Something that somebody types."""

    name: str
    act: Callable[[Registry, Spotlight], ChangeSet]
    takes_back: bool = False
    """The person takes a consent back: the one way to leave something that has to be mended."""


def step(name: str, act: Callable[..., ChangeSet], *given: Any) -> Command:
    return Command(f"{name} {given}", lambda registry, one: act(registry, one, *given))


def typed(ref: str, assignment: str) -> Command:
    """`cmtool set`, which knows nothing of the order of steps."""
    field, _, value = assignment.partition("=")
    takes_back = (ref.startswith("members/") and value in ("declined", "", "removed")) or field in (
        "consent.withdrawn",
        "consent.channels-",
    )
    return Command(
        f"set {ref} {assignment}", lambda registry, _: changed(registry, ref, [assignment], TODAY), takes_back
    )


DAYS = st.integers(-2, 1).map(lambda days: TODAY + timedelta(days=days))
CHANNELS = st.lists(st.sampled_from(["linkedin", "newsletter"]), max_size=2)
PEOPLE = st.sampled_from(["liis-tamm", "amina-diallo", "liis-tamm", "rosa-quispe"])
URL = "https://social.example/p/9"
PERSON = [
    f"consents.{purpose}={value}" for purpose in ("spotlight", "listing") for value in ("2026-11-01", "declined", "")
]
TEXT = [
    *(f"status={status}" for status in ("invited", "answered", "approved", "published", "withdrawn")),
    *(f"approved_by={value}" for value in ("liis-tamm", "amina-diallo", "")),
    *("consent={given: 2026-11-02, channels: [linkedin], text_seen: true}", "consent=", "consent.given=2026-11-21"),
    *("consent.text_seen=false", "consent.withdrawn=2026-11-20", "consent.withdrawn=", "consent.channels-=linkedin"),
    *(
        "consent.channels+=newsletter",
        "channels+=newsletter",
        "channels=linkedin",
        "member=rosa-quispe",
        "group=payments",
    ),
    *("member=amina-diallo", "group=", "published=", "answers.who=A nurse", "answers="),
    "published+={channel: newsletter, date: 2026-11-20, url: https://social.example/p/3}",
    "published[linkedin].taken_down=2026-11-20",
]
COMMANDS = st.one_of(
    st.builds(lambda text, day: step("answer", answered, {"who": text}, None, day, TODAY), st.sampled_from(["", "A", "B"]), st.none() | DAYS),
    st.builds(lambda by, day, where: step("approve", approved, by, day, where, TODAY), PEOPLE, st.none() | DAYS, CHANNELS),
    st.builds(lambda where, day: step("publish", published, URL, where, day, TODAY), st.sampled_from([None, "linkedin", "newsletter"]), DAYS),
    st.builds(lambda day, gone: step("withdraw", withdrawn, day, gone, TODAY), DAYS, st.sampled_from([[], ["all"]])),
    st.builds(lambda text: typed(f"spotlights/{ID}", text), st.sampled_from(TEXT)),
    st.builds(lambda id, text: typed(f"members/{id}", text), PEOPLE, st.sampled_from(PERSON)),
    st.builds(lambda id: Command(f"next {id}", lambda registry, _: invited(registry, id, date(2026, 12, 1), ["linkedin"], TODAY)), PEOPLE),
)  # fmt: skip


def errors(registry: Registry) -> list[Finding]:
    return [finding for finding in checks.check(registry, TODAY) if finding.is_error and finding.due is None]


def accepted(registry: Registry, command: Command) -> Registry | None:
    """The registry after a command, as the door lets it through; None where it is refused."""
    try:
        change = command.act(registry, registry.spotlights[ID])
        after = made(registry, change)
    except (CmtoolError, AssertionError):
        return None
    new, _ = new_and_fixed(errors(registry), errors(after))
    spaces = [cast(Workspace, SimpleNamespace(registry=one, today=TODAY)) for one in (registry, after)]
    standing_errors = withdrawals(spaces[0], spaces[1], new)
    return after if all(finding in standing_errors for finding in new) else None


def uncovered(registry: Registry) -> set[tuple[str, str]]:
    """Channels in which something is approved, or stands in public, without a consent that covers it."""
    found = set()
    for one in registry.spotlights.values():
        where = one.channels if one.status == "approved" else [post.channel for post in standing(one)]
        if one.status in ("approved", "published"):
            found |= {(one.id, channel) for channel in obstacles(registry, one, where, TODAY)}
    return found


@SOME
@given(st.sampled_from(["invited", "answered", "ready"]), st.lists(COMMANDS, max_size=12))
def test_nothing_is_out_without_a_consent_that_covers_it(start: str, commands: list[Command]) -> None:
    more = ["answers: {who: A nurse}"] if start != "invited" else []
    registry = small({f"spotlights/{ID}": spotlight("invited" if start == "invited" else "answered", *more)})
    if start == "ready":
        registry = made(registry, approved(registry, registry.spotlights[ID], "liis-tamm", TODAY, [], TODAY))
    for command in commands:
        after = accepted(registry, command)
        if after is None:
            continue
        left = uncovered(after) - uncovered(registry)
        assert not left or command.takes_back, (command.name, left)
        codes = {finding.code for finding in errors(after) if finding.record.startswith("spotlights/")}
        assert not uncovered(after) or codes & {"SPO101", "SPO103"}, "what is left by it is told"
        for one in after.spotlights.values():
            assert one.status not in ("approved", "published") or one.approved_by not in (None, one.member)
        registry = after


@SOME
@given(st.lists(COMMANDS, max_size=8), st.lists(st.sampled_from(["spotlight", "listing"]), min_size=1, max_size=2))
def test_consent_can_be_taken_back_at_any_time(commands: list[Command], purposes: list[str]) -> None:
    registry = small({f"spotlights/{ID}": spotlight("answered", "answers: {who: A nurse}")})
    registry = made(registry, approved(registry, registry.spotlights[ID], "liis-tamm", TODAY, [], TODAY))
    for command in commands:
        registry = accepted(registry, command) or registry
    for purpose in purposes:
        after = accepted(registry, typed("members/amina-diallo", f"consents.{purpose}=declined"))
        assert after is not None
        registry = after
    after = accepted(registry, step("withdraw", withdrawn, TODAY, ["all"], TODAY))
    assert after is not None
    assert uncovered(after) == set() or after.spotlights[ID].status == "withdrawn"
