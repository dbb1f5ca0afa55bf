"""`note`: one small record; each kind takes what is its own, and says what it lacks."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.edits.note import KINDS, TYPES, Note, noted, then
from cmtool.errors import CmtoolError
from cmtool.model.activity import Activity
from cmtool.model.addresses import addresses
from cmtool.model.edit import ChangeSet
from cmtool.model.plain import Plain
from cmtool.model.registry import Registry
from tests.edits.verbs import FEW, TODAY, made, new_errors, small

COMMUNITY = """\
schema: 1
name: Small
contact: {address: small@meridian.example, owner: liis-tamm}
regions: []
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage]}
privacy: {visibility: public}
"""
MANAGER = "{name: N, status: active, roles: [{role: manager, since: 2025-01-01}]}"
FILES = {
    "community": COMMUNITY,
    "members/liis-tamm": MANAGER,
    "members/amina-diallo": "{name: Amina, status: active, consents: {listing: 2025-03-04}}",
    "members/jonas-berg": "{name: Jonas, status: active, consents: {listing: declined}}",
    "members/removed-0001": "{status: removed}",
    "groups/payments": "{name: Payments, kind: team, status: active, purpose: x, members: []}",
}


def registry(**files: str) -> Registry:
    return small(FILES | files)


def note(kind: str, *members: str, text: str = "For the review", **more: Any) -> Note:
    own = {name: more.pop(name) for name in ("groups", "by", "day", "about") if name in more}
    return Note(kind, members, text, **own, more=more)


def refusal(said: Note, **files: str) -> str:
    with pytest.raises(CmtoolError) as refused:
        noted(registry(**files), said, TODAY)
    return str(refused.value)


def ref_of(said: Note, inside: Registry | None = None) -> str:
    (ref,) = noted(inside or registry(), said, TODAY).new
    return ref


def test_thanks_are_a_record_of_their_own() -> None:
    said = note("thanks", "amina-diallo", next_step="Co-host a call", about=["groups/payments"])
    assert noted(registry(), said, TODAY) == ChangeSet(
        "note",
        "activities/2026-11-20-thanks-amina-diallo: thanks noted",
        new={
            "activities/2026-11-20-thanks-amina-diallo": {
                "kind": "thanks",
                "date": Plain("2026-11-20"),
                "by": "liis-tamm",
                "members": ["amina-diallo"],
                "text": "For the review",
                "next_step": "Co-host a call",
                "about": ["groups/payments"],
            }
        },
        notes=("by liis-tamm, who acts as manager; somebody else: --by MEMBER",),
    )


def test_who_did_it_is_the_one_manager_or_has_to_be_said() -> None:
    said = note("update")
    assert refusal(said, **{"members/mei-lin-tan": MANAGER}) == (
        "who did it? Say --by MEMBER: several act as manager (liis-tamm, mei-lin-tan)"
    )
    nobody = {"members/liis-tamm": "{name: Liis, status: active}"}
    assert refusal(said, **nobody) == "who did it? Say --by MEMBER: nobody acts as manager"
    (values,) = noted(registry(**nobody), said._replace(by="amina-diallo"), TODAY).new.values()
    assert values["by"] == "amina-diallo"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (note("thnks", "amina-diallo"), "'thnks' cannot be noted; did you mean 'thanks'?; expected one of: "),
        (note("contribution", type="review"), "whose work is it? cmtool note contribution MEMBER --type review"),
        (note("contribution", "amina-diallo"), "what kind of work is it? Say --type with one of: spec, review, "),
        (note("thanks"), "to whom? cmtool note thanks MEMBER --text .., or --group GROUP"),
        (note("recognition"), "to whom? cmtool note recognition MEMBER --text .., or --group GROUP"),
        (note("checkin", groups=["payments"]), "with whom? cmtool note checkin MEMBER --text .."),
        (note("connect", "amina-diallo"), "connect brings two members together: cmtool note connect MEMBER MEMBER"),
        (note("thanks", "liis-tamm"), "nobody thanks themselves: leave 'liis-tamm' out, or say who does it with --by"),
        (note("recognition", "liis-tamm"), "nobody recognises themselves: leave 'liis-tamm' out"),
        (note("checkin", "liis-tamm", "jonas-berg"), "nobody talks with themselves: leave 'liis-tamm' out"),
        (note("thanks", "amina-dialo"), "no record 'members/amina-dialo'; did you mean 'members/amina-diallo'?"),
        (note("thanks", "removed-0001"), "members/removed-0001 was removed: nothing is written down about them"),
        (note("thanks", groups=["paymnts"]), "no record 'groups/paymnts'; did you mean 'groups/payments'?"),
        (note("update", about=["groups/paymnts"]), "no record 'groups/paymnts'; did you mean 'groups/payments'?"),
        (note("update", day=date(2026, 11, 21)), "--on 2026-11-21 lies ahead: write it down when it is done"),
        (note("story", goal="G", next_step="N"), "--next is of no use for story: it belongs to thanks"),
        (note("thanks", "jonas-berg", goal="G"), "--goal is of no use for thanks: it belongs to story"),
        (note("connect", url="https://x.example"), "--url is of no use for connect: it belongs to contribution, "),
        (note("update", channel="A b"), "'channel': expected an id of lower-case words joined by hyphens"),
        (
            note("recognition", "amina-diallo", "jonas-berg", public=True),
            "members/jonas-berg did not consent to listing, so this is not public: leave --public out; or ask first, "
            "then: cmtool set members/jonas-berg consents.listing=DAY",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_do(said: Note, error: str) -> None:
    assert refusal(said).startswith(error)


@pytest.mark.parametrize("field", ["text", "next_step", "channel", "needs", "goal", "used_in", "url"])
@pytest.mark.parametrize("address", ["ann@mail.example", "+372 5551 2345"])
def test_no_way_to_reach_a_person_gets_into_a_record(field: str, address: str) -> None:
    kinds = {"needs": "checkin", "goal": "story", "used_in": "contribution", "url": "contribution", "text": "thanks"}
    kind = kinds.get(field, "thanks")
    more: dict[str, Any] = {"type": "review"} if kind == "contribution" else {}
    told = refusal(note(kind, "amina-diallo", **more, **{field: f"https://x.example/?to={address}"}))
    option = {"next_step": "next", "used_in": "used-in"}.get(field, field)
    assert told == f"--{option} holds a mail address or a phone number: leave it out, the mailbox knows it"
    assert next(addresses(told), None) is None


def test_id_is_the_day_the_kind_and_whom_it_is_about() -> None:
    assert ref_of(note("thanks", groups=["payments"])) == "activities/2026-11-20-thanks-payments"
    said = note("update", text="What became of the reviews of spring")
    assert ref_of(said) == "activities/2026-11-20-update-what-became-of-the-reviews"
    assert ref_of(note("update", text="徐俊杰")) == "activities/2026-11-20-update"
    assert ref_of(note("update", text="Call 12345678 or 2026")) == "activities/2026-11-20-update-call-or"
    assert ref_of(note("update", day=date(2026, 11, 3))) == "activities/2026-11-03-update-for-the-review"


def test_the_second_of_a_kind_on_a_day_has_a_number() -> None:
    said, inside = note("thanks", "amina-diallo"), registry()
    for number in ("", "-2", "-3"):
        change = noted(inside, said, TODAY)
        assert list(change.new) == [f"activities/2026-11-20-thanks-amina-diallo{number}"]
        inside = made(inside, change)


def test_a_long_id_is_cut_at_a_word() -> None:
    long = "maria-" + "-".join(["conceicao"] * 5)
    inside = registry(**{f"members/{long}": "{name: Maria, status: active}"})
    assert ref_of(note("recognition", long), inside) == (
        "activities/2026-11-20-recognition-maria-conceicao-conceicao-conceicao"
    )


def test_an_update_is_for_members_and_a_story_for_leaders() -> None:
    def audience(said: Note) -> Any:
        (values,) = noted(registry(), said, TODAY).new.values()
        return values.get("audience")

    assert audience(note("update")) == "members"
    assert audience(note("story")) == "leaders"
    assert audience(note("story", audience="managers")) == "managers"
    assert audience(note("advocacy")) is None


def test_what_comes_next_is_modest() -> None:
    ref = "activities/x"
    work = note("contribution", "amina-diallo", type="review")
    assert then(work, ref) == 'cmtool set activities/x used_in="..", once it is used'
    assert then(work._replace(more={"type": "review", "used_in": "2.1"}), ref) == "cmtool draft update"
    assert then(note("thanks", "amina-diallo"), ref) == (
        'cmtool set activities/x next_step="..", if you proposed a modest step'
    )
    assert then(note("thanks", "amina-diallo", next_step="Co-host"), ref) == ""
    assert then(note("checkin", "amina-diallo", needs="Time"), ref) == "cmtool add need, if somebody else could help"
    assert then(note("story"), ref) == "cmtool draft brief"
    assert then(note("story", audience="members"), ref) == "cmtool draft update"
    assert then(note("renewal"), ref) == ""


WHOM = st.lists(st.sampled_from(["amina-diallo", "liis-tamm", "jonas-berg"]), max_size=3)
OWN = {"type": "review", "public": True, "formal": True, "audience": "managers", "next_step": "x", "used_in": "x"}
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1).filter(str.strip)


@FEW
@given(st.sampled_from(KINDS), WHOM, st.sets(st.sampled_from(list(OWN)), max_size=2), TEXT)
def test_whatever_is_noted_is_sound(kind: str, members: list[str], more: set[str], text: str) -> None:
    """Either it is refused in words, or the registry has no new error (ACT101, PRV101, PRV103 among them)."""
    said = Note(kind, members, text, by="liis-tamm", more={name: OWN[name] for name in more})
    try:
        change = noted(registry(), said, TODAY)
    except CmtoolError:
        return
    assert new_errors(registry(), made(registry(), change)) == set()


def test_types_and_kinds_are_those_of_the_record() -> None:
    assert set(KINDS) == set(get_args(Activity.model_fields["kind"].annotation))
    assert "review" in TYPES and "thanks" in KINDS
