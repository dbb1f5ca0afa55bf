"""Full names of members in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.naming import index, named
from tests.registries import registry_from

NAMES = {
    "jonas-berg": "Jonas Berg",
    "mei-lin-tan": "Mei Lin Tan",
    "lin-tan": "Lin Tan",
    "linh-pham": "Linh Phạm",
    "aissatou-ndiaye": "Aïssatou N’Diaye",
    "xu-junjie": "徐俊杰",
    "madonna": "Madonna",
}
KNOWN = index(
    registry_from({f"members/{id}": f"{{name: {name}, status: active}}" for id, name in NAMES.items()}).members.values()
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask Jonas Berg.", ["jonas-berg"]),
        ("jonas BERG, or: Berg, Jonas", ["jonas-berg", "jonas-berg"]),
        ("Mei-Lin Tan teaches Linh Pham", ["mei-lin-tan", "linh-pham"]),
        ("Lin Tan", ["lin-tan"]),
        ("aissatou ndiaye and Aïssatou N'Diaye", ["aissatou-ndiaye", "aissatou-ndiaye"]),
        ("Jonas went to a berg", []),
        ("Jonas Bergman, Ajonas Berg", []),
        ("Jonas and Berg, Madonna, 徐俊杰", []),
        ("", []),
    ],
)
def test_a_name_is_found_by_its_whole_words(text: str, found: list[str]) -> None:
    assert list(named(text, KNOWN)) == found


def test_a_name_inside_a_longer_one_is_nobody_else() -> None:
    assert list(named("Mei Lin Tan", KNOWN)) == ["mei-lin-tan"]
    assert list(named("Mei Lin Tan Lin", KNOWN)) == ["mei-lin-tan", "lin-tan"]


@given(st.text(max_size=40), st.sampled_from(sorted(NAMES.items())), st.text(max_size=40))
def test_a_full_name_is_found_in_any_text(before: str, who: tuple[str, str], after: str) -> None:
    id, name = who
    found = list(named(f"{before} {name} {after}", KNOWN))
    assert (id in found) == (len(name.split()) > 1) or (id == "lin-tan" and "mei-lin-tan" in found)
