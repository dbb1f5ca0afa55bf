"""Values that do not fit: each can be mended from the message and its hint alone, and no private value is repeated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

import pytest

from cmtool.document.reader import read
from cmtool.model.community import Community
from cmtool.model.fields import fields
from cmtool.model.kinds import KINDS
from cmtool.model.member import OverlayMember
from cmtool.model.record import Part
from cmtool.model.scalars import EXPECTED
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from cmtool.store.schema import to_record
from cmtool.store.wording import _KEYS

MEMBER = "name: Cy Lee\nstatus: active\n"
GROUP = "name: Maps\nkind: team\nstatus: active\npurpose: Draw\nmembers: []\n"
MEETING = "series: event\nstatus: planned\ndate: 2026-12-01\nmode: online\n"
COMMUNITY = (
    "schema: 1\nname: Small\ncontact: {address: community@meridian.example, owner: cy-lee}\nregions: [north]\n"
    "organisations: {}\nprivacy: {visibility: public}\n"
)
SKILL = "- skill: drawing\n    date: 2026-10-01\n    state: confirmed\n"
ONE_VALUE = "this field holds one value: write it on the line of the field, without '-' and brackets"
RENAME = "rename it to '{}', or start a key of your own with 'x-'"
OVERLAY = "remove it; in a public registry what is private stands in the overlay"
COMMENT = "# starts a comment: quote the text"
NO_BREAK = "a no-break space U+00A0 stands in it: use a plain space"
AN_ID = "expected an id of lower-case words joined by hyphens, as amina-diallo"
A_LIST = "expected a list, an item a line: '- ...'"
STANDS = "meaning of the field: where the person stands"

CASES: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "typo in a key": (
        "members/cy-lee.yaml",
        MEMBER.replace("status", "staus"),
        [
            (
                "2:1 SCH101 unknown field 'staus'; did you mean 'status'?",
                "rename it to 'status', or start a key of your own with 'x-'",
            ),
        ],
    ),
    "typo in a key of a part": (
        "groups/maps.yaml",
        GROUP.replace("[]", "[{member: cy-lee, rolle: lead}]"),
        [("5:28 SCH101 unknown field 'rolle'; did you mean 'role'?", RENAME.format("role"))],
    ),
    "typo in the name of a person": (
        "members/cy-lee.yaml",
        MEMBER.replace("name", "nam"),
        [("1:1 SCH101 unknown field 'nam'; did you mean 'name'?", RENAME.format("name"))],
    ),
    "typo beside another field that is missing": (
        "groups/maps.yaml",
        GROUP.replace("[]", "[{rolle: lead}]"),
        [
            ("5:11 SCH102 field 'member' is missing", "add 'member: ...': who"),
            ("5:12 SCH101 unknown field 'rolle'; did you mean 'role'?", RENAME.format("role")),
        ],
    ),
    "the id as a field": (
        "members/cy-lee.yaml",
        MEMBER + "id: cy-lee\n",
        [("3:1 SCH101 unknown field 'id'", "remove it: the file name is the id")],
    ),
    "nobody is led to a sensitive field": (
        "members/cy-lee.yaml",
        MEMBER + "gendr: x\nntoes: x\n",
        [("3:1 SCH101 unknown field 'gendr'", OVERLAY), ("4:1 SCH101 unknown field 'ntoes'", OVERLAY)],
    ),
    "a text that was taken for a comment": (
        "groups/maps.yaml",
        GROUP.replace("Maps", "#Payments"),
        [("1:1 SCH103 field 'name': expected text; found nothing", COMMENT)],
    ),
    "a name that was taken for a comment": (
        "members/cy-lee.yaml",
        MEMBER.replace("Cy Lee", "#Cy"),
        [("1:1 SCH102 field 'name' is missing", COMMENT)],
    ),
    "nothing before a real comment": (
        "groups/maps.yaml",
        GROUP.replace("Maps", "# to be decided"),
        [("1:1 SCH103 field 'name': expected text; found nothing", "write a value")],
    ),
    "a no-break space in an indent": (
        "members/cy-lee.yaml",
        MEMBER + "availability:\n \u00a0mentoring: true\n",
        [("4:2 SCH101 unknown field '\u00a0mentoring'; did you mean 'mentoring'?", NO_BREAK)],
    ),
    "a no-break space after a dash": (
        "members/cy-lee.yaml",
        MEMBER + "languages:\n  -\u00a0en\n",
        [
            (
                "4:3 SCH103 field 'languages': expected a list, an item a line: '- ...'; found '-\u00a0en'",
                NO_BREAK,
            )
        ],
    ),
    "a reference with its folder, and one as a file": (
        "groups/maps.yaml",
        GROUP.replace("[]", "[{member: members/cy-lee, role: lead}, {member: cy-lee.yaml, role: lead}]"),
        [
            (f"5:20 SCH103 field 'member': {AN_ID}; found 'members/cy-lee'", "write cy-lee"),
            (f"5:58 SCH103 field 'member': {AN_ID}; found 'cy-lee.yaml'", "write cy-lee"),
        ],
    ),
    "a flag and a number in quotes": (
        "members/cy-lee.yaml",
        MEMBER + "availability:\n  mentoring: 'true'\n  hours_per_month: \"24\"\n",
        [
            ("4:14 SCH103 field 'mentoring': expected true or false; found 'true'", "write it without quotes"),
            (
                "5:20 SCH103 field 'hours_per_month': expected a whole number, as 5; found '24'",
                "write it without quotes",
            ),
        ],
    ),
    "a quoted word for a flag": (
        "members/cy-lee.yaml",
        MEMBER + "availability: {mentoring: '24'}\n",
        [
            (
                "3:27 SCH103 field 'mentoring': expected true or false; found '24'",
                "meaning of the field: would mentor a newcomer",
            )
        ],
    ),
    "dashes without a space": (
        "members/cy-lee.yaml",
        MEMBER + "languages:\n  -fr\n  -wo\n",
        [
            (
                "4:3 SCH103 field 'languages': expected a list, an item a line: '- ...'; found '-fr -wo'",
                "put a space after each dash",
            )
        ],
    ),
    "a dash without a space before a key": (
        "groups/maps.yaml",
        GROUP.replace(" []", "\n  -member: cy-lee"),
        [(f"6:3 SCH103 field 'members': {A_LIST}; found keys with values", "put a space after each dash")],
    ),
    "a list on one line": (
        "members/cy-lee.yaml",
        MEMBER + "languages: fr, wo, no, en\n",
        [
            (
                f"3:12 SCH103 field 'languages': {A_LIST}; found 'fr, wo, no, en'",
                "write one item a line below 'languages:': '- fr', '- wo', '- \"no\"', ...",
            )
        ],
    ),
    "keys for a list of parts": (
        "groups/maps.yaml",
        GROUP.replace(" []", "\n  cy-lee: lead"),
        [
            (
                f"6:3 SCH103 field 'members': {A_LIST}; found keys with values",
                "start each item below 'members:' with '- member: ...'; needed below it: role",
            )
        ],
    ),
    "mail as a field": (
        "members/cy-lee.yaml",
        MEMBER + "email: none\n",
        [
            (
                "3:1 SCH101 unknown field 'email'",
                "remove it: mail addresses and phone numbers stand nowhere in a registry, "
                "the shared mailbox knows them",
            )
        ],
    ),
    "name is needed unless removed": (
        "members/cy-lee.yaml",
        "status: active\n",
        [("1:1 SCH102 field 'name' is missing", "add 'name: ...': as the person wants it shown")],
    ),
    "a day that does not exist": (
        "members/cy-lee.yaml",
        MEMBER + "joined: 2026-02-30\n",
        [
            (
                "3:9 SCH103 field 'joined': expected a day that exists, as 2026-03-01; found '2026-02-30'",
                "meaning of the field: day of joining, or unknown",
            )
        ],
    ),
    "a day in another form": (
        "members/cy-lee.yaml",
        MEMBER + "joined: 1.9.2026\nverified: 2026-9-1\n",
        [
            (
                "3:9 SCH103 field 'joined': expected a date, as 2026-03-01, or unknown; found '1.9.2026'",
                "write 2026-09-01",
            ),
            ("4:11 SCH103 field 'verified': expected a date, as 2026-03-01; found '2026-9-1'", "write 2026-09-01"),
        ],
    ),
    "a day in words": (
        "members/cy-lee.yaml",
        MEMBER + "joined: yesterday\n",
        [
            (
                "3:9 SCH103 field 'joined': expected a date, as 2026-03-01, or unknown; found 'yesterday'",
                "meaning of the field: day of joining, or unknown",
            )
        ],
    ),
    "Norway without quotes": (
        "members/cy-lee.yaml",
        MEMBER + "country: NO\n",
        [("3:10 YML106 'NO' is a text here, but other YAML tools read false", 'quote it: "NO"')],
    ),
    "a country written out": (
        "members/cy-lee.yaml",
        MEMBER + "country: Norway\n",
        [
            (
                "3:10 SCH103 field 'country': expected a country code of two capitals, as SN; found 'Norway'",
                'write "NO"',
            )
        ],
    ),
    "a language in another case": (
        "members/cy-lee.yaml",
        MEMBER + "languages:\n  - PT-br\n",
        [
            (
                "4:5 SCH103 field 'languages[0]': expected a language tag, as en, pt-BR or zh-Hant; found 'PT-br'",
                "write pt-BR",
            )
        ],
    ),
    "a list for a text": (
        "members/cy-lee.yaml",
        "name: [Cy, Lee]\nstatus: active\n",
        [("1:7 SCH103 field 'name': expected text; found a list of 2", ONE_VALUE)],
    ),
    "a text for a list": (
        "members/cy-lee.yaml",
        MEMBER + "languages: en\n",
        [
            (
                "3:12 SCH103 field 'languages': expected a list, an item a line: '- ...'; found 'en'",
                "write '- en' on a line of its own below 'languages:'",
            )
        ],
    ),
    "a text for a list of parts": (
        "members/cy-lee.yaml",
        MEMBER + "roles: manager\n",
        [
            (
                "3:8 SCH103 field 'roles': expected a list, an item a line: '- ...'; found 'manager'",
                "write '- role: manager' on a line of its own below 'roles:'",
            )
        ],
    ),
    "a text for a part": (
        "members/cy-lee.yaml",
        MEMBER + "roles:\n  - manager\n",
        [
            (
                "4:5 SCH103 field 'roles[0]': expected fields, one a line: 'name: ...'; found 'manager'",
                "needed: role, since; possible: until, time",
            )
        ],
    ),
    "keys for a list": (
        "members/cy-lee.yaml",
        MEMBER + "languages:\n  en: true\n",
        [
            (
                "4:3 SCH103 field 'languages': expected a list, an item a line: '- ...'; found keys with values",
                "write '- ' in front of each item below 'languages:'",
            )
        ],
    ),
    "nothing for a list": (
        "members/cy-lee.yaml",
        MEMBER + "languages:\n",
        [
            (
                "3:1 SCH103 field 'languages': expected a list, an item a line: '- ...'; found nothing",
                "write a value, or remove the line",
            )
        ],
    ),
    "yes for a level": (
        "members/cy-lee.yaml",
        MEMBER + "skills:\n  " + SKILL + "    level: yes\n",
        [
            (
                "7:12 SCH103 field 'level': expected a whole number, as 5; found 'yes'",
                "meaning of the field: 1 learning it; 2 with help; 3 on my own; 4 hard cases; 5 I teach it",
            )
        ],
    ),
    "yes for true": (
        "members/cy-lee.yaml",
        MEMBER + "availability: {mentoring: yes}\n",
        [
            (
                "3:27 SCH103 field 'mentoring': expected true or false; found 'yes'",
                "meaning of the field: would mentor a newcomer",
            )
        ],
    ),
    "a fixed word misspelt": (
        "members/cy-lee.yaml",
        "name: Cy Lee\nstatus: actve\n",
        [
            (
                "2:9 REF102 'actve' is not one of: onboarding, active, paused, alumni, removed; did you mean 'active'?",
                "write 'active'",
            )
        ],
    ),
    "yes for a fixed word": (
        "members/cy-lee.yaml",
        "name: Cy Lee\nstatus: yes\n",
        [("2:9 REF102 'yes' is not one of: onboarding, active, paused, alumni, removed", STANDS)],
    ),
    "a fixed key misspelt": (
        "members/cy-lee.yaml",
        MEMBER + "consents: {listng: 2026-01-01}\n",
        [
            (
                "3:12 REF102 'listng' is not one of: listing, spotlight, statistics, photo; did you mean 'listing'?",
                "write 'listing'",
            )
        ],
    ),
    "a fixed word below a free key": (
        "community.yaml",
        COMMUNITY + "roles:\n  lead: {name: Lead, scope: grp}\n",
        [
            (
                "8:29 REF102 'grp' is not one of: community, group",
                "meaning of the field: where it is held: `roles` of a member, or `members` of a group",
            )
        ],
    ),
    "an id with capitals": (
        "meetings/call.yaml",
        MEETING + "attended:\n  - Cy Lee\n",
        [
            (
                "6:5 SCH103 field 'attended[0]': expected an id of lower-case words joined by hyphens, as amina-diallo"
                "; found 'Cy Lee'",
                "write cy-lee",
            )
        ],
    ),
    "neither a list nor a number": (
        "meetings/call.yaml",
        MEETING + "attended: many\n",
        [
            (
                "5:11 SCH103 field 'attended': expected a list, an item a line: '- ...', or a whole number, as 5; "
                "found 'many'",
                "meaning of the field: who came, or how many where names are not kept",
            )
        ],
    ),
    "a time without minutes": (
        "meetings/call.yaml",
        MEETING + "start: 2pm\n",
        [
            (
                "5:8 SCH103 field 'start': expected a time of day, as \"14:30\"; found '2pm'",
                "for example 'start: \"13:00\"'",
            )
        ],
    ),
    "several lines for one": (
        "members/cy-lee.yaml",
        "name: |\n  Cy\n  Lee\nstatus: active\n",
        [
            (
                "1:7 SCH103 field 'name': expected text on one line, without spaces around it; found a text of 2 lines",
                "meaning of the field: as the person wants it shown",
            )
        ],
    ),
    "a level that does not exist": (
        "skills/drawing.yaml",
        "name: Drawing\ncategory: design\nabout: Draw\nlevels:\n  6: I paint\n",
        [("5:3 SCH103 key '6': expected a level from 1 to 5", "write the key in this form")],
    ),
    "a version like a number": (
        "groups/maps.yaml",
        GROUP + "products:\n  - name: Style\n    versions:\n      - {version: 1.10, status: planned}\n",
        [("9:19 YML106 '1.10' is a text here, but other YAML tools read a number", 'quote it: "1.10"')],
    ),
}


def told(path: str, text: str) -> list[tuple[str, str]]:
    findings = assemble([Entry(path, "file", text.encode())]).findings
    ordered = sorted(findings, key=lambda finding: finding.span)
    return [(f"{f.span.line}:{f.span.column} {f.code} {f.message}", f.hint) for f in ordered]


@pytest.mark.parametrize("case", CASES)
def test_finding_can_be_mended_from_its_words(case: str) -> None:
    path, text, expected = CASES[case]
    assert told(path, text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "gender: CANARY",
        "gender: [CANARY]",
        "notes: [CANARY]",
        "notes: {CANARY: x}",
        "region: cy@CANARY.example",
        "status: cy@CANARY.example",
        "cy@CANARY.example: x",
        "links: {cy@CANARY.example: [x]}",
        "languages: cy@CANARY.example",
        "languages: [+44 20 7946 0018]",
        "regions: {+44 20 7946 0018: x}",
        "consents: {cy@CANARY.example: x}",
        "consents: {listing: cy@CANARY.example}",
        "joined: cy@CANARY.example",
    ],
)
def test_private_values_and_addresses_are_never_repeated(line: str) -> None:
    text = f"name: Cy Lee\nstatus: active\n{line}\n".replace("status: active\nstatus", "status")
    findings = assemble([Entry("members/cy-lee.yaml", "file", text.encode())]).findings
    assert findings
    said = " ".join(f"{finding.message} {finding.hint} {finding.field_name}" for finding in findings).lower()
    assert ("canary" in said, "7946" in said) == (False, False)


def test_typo_in_the_overlay_is_led_to_its_field() -> None:
    reading = read("cy-lee.yaml", b"gendr: x\n", private=True)
    _, (finding,) = to_record(OverlayMember, "cy-lee", {"gendr": "x"}, reading.source)
    assert (finding.message, finding.hint) == ("unknown field 'gendr'; did you mean 'gender'?", RENAME.format("gender"))


def test_phone_number_without_quotes_is_not_repeated() -> None:
    text = MEMBER + "other_skills:\n  - +442079460018\n"
    assert told("members/cy-lee.yaml", text) == [
        ("4:5 YML106 the value is a text here, but other YAML tools read a number", "put it into quotes")
    ]


def _parts(model: type[Part], seen: set[type[Part]]) -> set[type[Part]]:
    for field in fields(model).values():
        if field.shape.part is not None and field.shape.part not in seen:
            _parts(field.shape.part, seen | {field.shape.part})
            seen |= _parts(field.shape.part, {field.shape.part})
    return seen


def _patterns(annotation: Any) -> set[str]:
    found = {getattr(annotation, "pattern", None)} if isinstance(getattr(annotation, "pattern", None), str) else set()
    for argument in (*get_args(annotation), *getattr(annotation, "__metadata__", ())) if get_origin(annotation) else ():
        found |= _patterns(argument)
    return found


def test_every_pattern_of_a_field_is_said_in_words_or_shown_by_an_example() -> None:
    models: Mapping[str, type[Part]] = {**KINDS, "community": Community}
    silent = set()
    for model in models.values():
        for part in _parts(model, {model}):
            for field in fields(part).values():
                patterns = _patterns(field.info.annotation) | {p for m in field.info.metadata for p in _patterns(m)}
                if patterns - EXPECTED.keys() - _KEYS.keys() and not field.info.examples:
                    silent.add((part.__name__, field.name))
    assert silent == set()
