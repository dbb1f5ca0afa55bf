"""A registry of any size, the same bytes each time: members, 40 groups, 200 meetings, 24 skills, no errors.

Every person, group and organisation in it is made up by arithmetic.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

TODAY = date(2026, 11, 20)
GROUPS = 40
MEETINGS = 200
SKILLS = 24

_FIRST = """
Amara Bakary Chiara Daniyar Élise Fatima Gabriela Hiroshi Ilze João Kamala Luka Màiri Nadia Óscar Priya
Quentin Renata Sipho Tomás Uma Valentina Wanjiku Ximena Yara Zoran Aigul Björn Célia Dmitri Esra Farid Grete
Hassan Ines Jelena Kwame Leila Mihai Ngozi Olena Paweł Rania Søren Tala Ulrike Vikram Wiremu Yusra Zeynep
"""
_LAST = """
Abara Bergström Cardoso Dlamini Eriksen Ferreira Gunnarsson Haidari Ishikawa Jansone Kovač Lindholm Mwangi
Novák Okafor Petrenko Quiroga Rahman Sørensen Tamang Uchida Vargas Wiśniewski Yilmaz Zhumabek Adeyemi Barzani
Costa Diop Engström Fofanah Gutiérrez Horvat Ivanova Jovanović Kaplan Laurent Mahlangu Nyambura Ortiz Popescu
Rossi Suleiman Tuilagi Ueda Vidal Weiss Yamada Zaman Ørsted
"""
FIRST, LAST = _FIRST.split(), _LAST.split()
MIDDLE = ("", "Ana", "Bo", "Chi", "Dua", "Eli", "Fay", "Gil", "Hue", "Ivo")
NO_ACCENT = str.maketrans("øØł", "oOl")
PLACES = (
    ("africa", "SN", "Africa/Dakar", ("fr", "wo")),
    ("africa", "KE", "Africa/Nairobi", ("sw", "en")),
    ("americas", "PE", "America/Lima", ("es", "qu")),
    ("americas", "BR", "America/Sao_Paulo", ("pt-BR", "en")),
    ("arab-states", "MA", "Africa/Casablanca", ("ar", "fr")),
    ("asia-pacific", "VN", "Asia/Ho_Chi_Minh", ("vi", "en")),
    ("asia-pacific", "NZ", "Pacific/Auckland", ("en", "mi")),
    ("cis", "KZ", "Asia/Almaty", ("kk", "ru")),
    ("europe", "EE", "Europe/Tallinn", ("et", "en")),
    ("europe", '"NO"', "Europe/Oslo", ("nb", "en")),
)
ORGANISATIONS = [f"organisation-{n:02}" for n in range(30)]
STEPS = ("introduced", "first-contribution", "reviews")


def generate(root: Path, members: int = 10_000) -> None:
    """Write the registry into a folder that is new or empty."""
    people = [_id(n) for n in range(members)]
    _write(root, "community", _community(people[0]))
    for n in range(members):
        _write(root / "members", people[n], _member(n, people))
    for n in range(GROUPS):
        _write(root / "groups", _group_id(n), _group(n, people))
    for n in range(MEETINGS):
        _write(root / "meetings", *_meeting(n, people))
    for n in range(SKILLS):
        _write(
            root / "skills",
            _skill_id(n),
            [f"name: Skill number {n}", "category: technical", f"about: What skill {n} is about"],
        )


def _write(folder: Path, id: str, lines: Iterable[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{id}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _spread(n: int, among: int) -> int:
    """A number below `among` that looks random, and is not."""
    return (n * 2_654_435_761 >> 8) % among


def _pick(items: Sequence[T], n: int) -> T:
    return items[_spread(n, len(items))]


def _name(n: int) -> str:
    """50 first names, 50 last ones, and from the 2501st person on a middle one: nobody is there twice."""
    middle = MIDDLE[n // 2500] if n < 2500 * len(MIDDLE) else f"Number {n // 2500}"
    return " ".join(part for part in (FIRST[n % 50], middle, LAST[n // 50 % 50]) if part)


def _id(n: int) -> str:
    bare = unicodedata.normalize("NFD", _name(n).translate(NO_ACCENT)).encode("ascii", "ignore").decode()
    return bare.lower().replace(" ", "-")


def _group_id(n: int) -> str:
    return f"working-group-{n:02}"


def _skill_id(n: int) -> str:
    return f"skill-{n:02}"


def is_active(n: int) -> bool:
    """Seven of ten members are active; the first of each ten always."""
    return n % 10 < 7


def _community(manager: str) -> Iterator[str]:
    yield from ("schema: 1", "name: Many People", f"today: {TODAY}", "timezone: Europe/Tallinn")
    yield from ("contact:", "  address: community@many.example", f"  owner: {manager}")
    yield "code_of_conduct: https://many.example/coc"
    yield "regions:"
    yield from (f"  - {region}" for region in dict.fromkeys(place[0] for place in PLACES))
    yield "organisations:"
    for organisation in ORGANISATIONS:
        yield from (f"  {organisation}:", f"    name: {organisation.capitalize()}", "    kind: company")
    yield "roles:"
    for role, scope, function in (
        ("community-manager", "community", "manager"),
        ("lead", "group", "lead"),
        ("triage-lead", "group", "triage"),
        ("contributor", "group", ""),
    ):
        yield from (f"  {role}:", f"    name: {role.capitalize()}", f"    scope: {scope}")
        if function:
            yield from ("    acts_as:", f"      - {function}")
        yield from ("    description: What the role is for", "    does:", "      - Helps")
    yield from ("series:", "  communitymeet:", "    name: Community meeting", "    every: 31d")
    yield from (
        "channels:",
        "  - id: chat",
        "    purpose: Daily talk",
        "    gathering: true",
        "    reviewed: 2026-09-01",
    )
    yield from ("skills_purpose: Find help and plan learning", "privacy:", "  visibility: public", "pathway:")
    for step, level in zip(STEPS, ("casual", "casual", "active"), strict=True):
        yield from (f"  - id: {step}", f"    name: {step.capitalize()}", f"    level: {level}")


def _member(n: int, people: Sequence[str]) -> Iterator[str]:
    region, country, zone, languages = PLACES[n % len(PLACES)]
    joined = _joined(n)
    yield f"name: {_name(n)}"
    yield f"status: {'active' if is_active(n) else 'paused' if n % 10 < 8 else 'alumni'}"
    yield f"joined: {joined}"
    if n % 10 >= 8:
        yield f"left: {TODAY - timedelta(days=60 + _spread(n, 300))}"
    yield from (f"region: {region}", f"country: {country}", f"timezone: {zone}", "languages:")
    yield from (f"  - {language}" for language in languages)
    yield from ("affiliations:", f"  - org: {_pick(ORGANISATIONS, n)}", f"    since: {joined}")
    if n == 0:
        yield from ("roles:", "  - role: community-manager", f"    since: {joined}")
    yield from ("links:", f"  github: {people[n]}", f"  linkedin: {people[n]}-example")
    yield from (
        "availability:",
        f"  hours_per_month: {4 + _spread(n, 30)}",
        f"  mentoring: {'true' if n % 3 else 'false'}",
    )
    yield f"code_of_conduct: {joined}"
    yield from (
        "consents:",
        f"  listing: {joined}",
        f"  spotlight: {joined if n % 4 else 'declined'}",
        f"  statistics: {joined}",
    )
    yield "skills:"
    rated = TODAY - timedelta(days=_spread(n, 300))
    first = _spread(n, SKILLS)
    for skill, level, want in ((first, 3 + n % 3, "offer"), ((first + 7) % SKILLS, 1 + n % 3, "learn")):
        yield from (f"  - skill: {_skill_id(skill)}", f"    level: {level}", f"    date: {rated}")
        yield from ("    state: confirmed", f"    want: {want}")
    colleague = people[(n + 10) % len(people) // 10 * 10]
    yield from ("    endorsed:", f"      - by: {colleague}", f"        date: {rated}", "        level: 4")
    yield f"verified: {TODAY - timedelta(days=_spread(n + 1, 300))}"


def _joined(n: int) -> date:
    return date(2021, 1, 1) + timedelta(days=_spread(n, 1200))


def _group(n: int, people: Sequence[str]) -> Iterator[str]:
    """Every 40th member; three active ones lead, and the rest of them contribute."""
    yield from (f"name: Working Group {n}", "kind: working-group", "status: active", "since: 2024-06-01")
    yield from (
        f"purpose: Specify part {n} of the whole",
        "charter:",
        "  starts: 2026-06-01",
        "  ends: 2027-05-31",
        "  status: approved",
    )
    # the newest meeting of a group is one of its dates
    starts = TODAY - timedelta(days=294 + 4 * n)
    yield from ("meets:", "  - id: call", "    every: 14d", f"    starts: {starts}", '    time: "14:00"')
    mine = [m for m in range(n, len(people), GROUPS) if m % 10 < 8]
    active = [m for m in mine if is_active(m)] or [n // 10 * 10 + k for k in range(3)]
    authors = active[3:6] or active
    yield from (
        "products:",
        f"  - name: Specification {n}",
        "    versions:",
        '      - version: "1.0"',
        "        status: released",
    )
    yield from ("        date: 2026-03-10", "        authors:")
    yield from (f"          - {people[m]}" for m in authors)
    yield "members:"
    for m, role in [*zip(active, ("lead", "lead", "triage-lead"), strict=False), *((m, "contributor") for m in mine)]:
        since = _joined(m)
        yield from (f"  - member: {people[m]}", f"    role: {role}", f"    since: {since}")
        if role == "contributor" and m not in active[:3]:
            yield from (f"    mentor: {people[active[0]]}", "    steps:")
            for step, weeks in zip(STEPS[: 1 + m % 3], (1, 5, 20), strict=False):
                yield from (f"      - step: {step}", f"        date: {since + timedelta(weeks=weeks)}")
    yield f"verified: {TODAY - timedelta(days=30 + n)}"


def _meeting(n: int, people: Sequence[str]) -> tuple[str, Iterator[str]]:
    """The newest meeting has number 0 and is planned; every eighth is of the whole community."""
    whole = n % 8 == 0
    day = TODAY + timedelta(days=14 - 4 * n)
    group = _group_id(n % GROUPS)
    return f"{day}-{'communitymeet' if whole else group}", _meeting_lines(n, day, None if whole else group, people)


def _meeting_lines(n: int, day: date, group: str | None, people: Sequence[str]) -> Iterator[str]:
    held = day <= TODAY
    active = [m for m in range(len(people)) if is_active(m)]
    crowd = [active[(n * 60 + k) % len(active)] for k in range(min(60, len(active)))]
    yield from (
        f"series: {f'{group}/call' if group else 'communitymeet'}",
        f"status: {'held' if held else 'planned'}",
        f"date: {day}",
    )
    yield from ('start: "14:00"', "minutes: 60", "mode: online")
    if group:
        yield from ("groups:", f"  - {group}")
    yield from (
        f"facilitator: {people[crowd[0]]}",
        f"notes_by: {people[crowd[1]]}",
        "opening: One thing I learned lately",
        "agenda:",
    )
    for title, kind, minutes in (
        ("What is new", "update", 10),
        ("What to do next", "discussion", 30),
        ("A day in an office", "field-report", 10),
    ):
        yield from (
            f"  - title: {title}",
            f"    kind: {kind}",
            f"    minutes: {minutes}",
            f"    by: {people[crowd[minutes % 3]]}",
        )
    if held:
        yield "attended:"
        yield from (f"  - {people[m]}" for m in crowd)
        yield from (
            "actions:",
            "  - what: Publish the notes",
            f"    who: {people[crowd[1]]}",
            f"    due: {day + timedelta(days=7)}",
        )
        yield f"    done: {day + timedelta(days=2)}"


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
