"""200 people out of a sheet that many hands kept: duplicates, three date forms, stray spaces, semicolons, a BOM."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, timedelta
from typing import Any

from cmtool.model.edit import as_read
from cmtool.store.load import Loaded
from cmtool.workspace import Workspace
from tests.conftest import SAMPLE
from tests.exchange.sheets import TODAY, after, plan, told

FIRST = (
    "Adaeze Bjørn Chloë Dawit Eszter Fatima Gülşen Håkon Ilse João Katarína Łukasz Mbali Ngozi Oluwaseun Priya Quentin "
    "Rūta Søren Tjaša"
).split()
LAST = [
    "Achterberg",
    "Bałucki",
    "Çelik",
    "D'Amato",
    "El Idrissi",
    "Fjeldstad",
    "Grönlund",
    "Hạnh",
    "Iyer-Nowak",
    "Østby",
]
COUNTRIES = {
    "Kenya": "KE",
    "viet nam": "VN",
    "EE": "EE",
    "est": "EE",
    "Côte d’Ivoire": "CI",
    "U.K.": "GB",
    " Peru ": "PE",
}
LANGUAGES = {"French; Wolof": ["fr", "wo"], "en,sw": ["en", "sw"], "Español": ["es"], "pt_BR; English": ["pt-BR", "en"]}
ORGS = {"Savane Tech": "savane-tech", "open-delta": "open-delta", "LOTUS public  systems": "lotus", "": None}
ID = {"Bałucki": "balucki", "Çelik": "celik", "D'Amato": "damato", "El Idrissi": "el-idrissi", "Grönlund": "gronlund",
      "Hạnh": "hanh", "Østby": "ostby"}  # fmt: skip
FIRST_ID = {"Bjørn": "bjorn", "Chloë": "chloe", "Gülşen": "gulsen", "Håkon": "hakon", "João": "joao", "Katarína": "katarina",
            "Łukasz": "lukasz", "Rūta": "ruta", "Søren": "soren", "Tjaša": "tjasa"}  # fmt: skip


def community(seed: int) -> tuple[bytes, dict[str, dict[str, Any]]]:
    """A dirty sheet, and the 200 records that it means."""
    chance = random.Random(seed)
    rows, truth = [], {}
    for first in FIRST:
        for last in LAST:
            row, id, values = person(chance, first, last)
            truth[f"members/{id}"] = values
            rows.append(row)
            if chance.random() < 0.1:
                rows.append({key: f"{value} " for key, value in row.items()})
                rows[-1]["Hours per month"] = ""
    chance.shuffle(rows)
    rows.insert(7, dict.fromkeys(rows[0], "   "))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode(), truth


def person(chance: random.Random, first: str, last: str) -> tuple[dict[str, str], str, dict[str, Any]]:
    """A row, the id that it gives, and the record that it means."""
    joined = date(2019, 1, 1) + timedelta(days=chance.randrange(2500))
    country, code = chance.choice(list(COUNTRIES.items()))
    spoken, tags = chance.choice(list(LANGUAGES.items()))
    org, org_id = chance.choice(list(ORGS.items()))
    id = f"{FIRST_ID.get(first, first.lower())}-{ID.get(last, last.lower())}"
    name = chance.choice([f"{first} {last}", f"  {first}\u00a0{last}", f"{first}  {last} \u200b"])
    forms = [f"{joined}", f"{joined:%d/%m/%Y}", f"{joined.day}.{joined.month}.{joined.year}"]
    row = {
        "Full name": name,
        "Status": chance.choice(["active", "Active", " ACTIVE"]),
        "Date joined": chance.choice(forms),
        "Country": country,
        "Languages spoken": spoken,
        "Organisation": org,
        "GitHub": chance.choice(["{}", "@{}", "https://github.com/{}", "github.com/{}/"]).format(f"gh-{id[:30]}"),
        "Hours per month": "12",
        "code_of_conduct": chance.choice(forms),
        "E-mail": f"{id}@mail.example",
        "": "",
    }
    values: dict[str, Any] = {"name": f"{first} {last}", "status": "active", "joined": joined, "country": code}
    values |= {"code_of_conduct": joined, "languages": tags} | ({"affiliations": [{"org": org_id}]} if org_id else {})
    return row, id, values | {"links": {"github": f"gh-{id[:30]}"}, "availability": {"hours_per_month": 12}}


def test_200_people_with_the_usual_dirt_are_one_change_set_each_as_in_truth() -> None:
    for seed in range(5):
        sheet, truth = community(seed)
        found = plan(sheet)
        assert told(found) == []
        assert found.change_set.subject == "import csv: 200 members added"
        assert dict(found.change_set.new) == as_read(truth)
        assert found.change_set.edits == {}


def test_the_registry_is_valid_with_them() -> None:
    loaded = Loaded(after(plan(community(3)[0])), [])
    report = Workspace(SAMPLE, TODAY, lambda zone: TODAY, loaded).validate()
    assert report.records == 419
    assert not report.fails(warnings_too=False)


def test_the_same_sheet_again_changes_nothing() -> None:
    sheet, _ = community(1)
    again = plan(sheet, registry=after(plan(sheet)))
    assert told(again) == []
    assert (again.change_set.subject, again.unchanged) == ("import csv: no members changed", 200)
    assert not again.change_set.edits
    assert not again.change_set.new


def test_it_says_what_it_joined_and_what_it_never_imports() -> None:
    sheet, _ = community(2)
    rows = sheet.count(b"\r\n") - 2
    notes = plan(sheet).notes
    assert notes[:2] == [
        "the sheet holds members, by its columns (name)",
        f"column J: {rows} mail addresses or phone numbers not imported; none ever is",
    ]
    (joined,) = notes[2:]
    assert joined.startswith("rows that are one and were joined: rows ")
    assert joined.endswith(f"; and {rows - 200 - 10} more")
    assert "@" not in "".join(notes)
