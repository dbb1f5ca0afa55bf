"""The folder of a spotlight: what an editor pastes, shows, reads aloud and ticks off."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from cmtool.render import card_png
from cmtool.store.packaged import templates_folder
from cmtool.workspace import Workspace
from cmtool.workspace.spotlight_folders import under_way
from tests.conftest import DATA, Outcome

Run = Callable[..., Outcome]
Make = Callable[..., Path]

COMMUNITY = (
    (DATA / "smallest" / "community.yaml").read_text("utf-8")
    + """
channels:
  - {id: linkedin, purpose: Portraits}
  - {id: newsletter, purpose: News}
spotlight:
  questions: {who: Who are you?, proud: What are you proud of?}
  hashtags: [FridayGarden, Tomatoes, GrowLocal]
sensitivities: [{starts: 2026-11-25, ends: 2026-11-30, note: Harvest}]
tone: Warm and plain.
"""
)
CEM = (
    "name: Cem Aydın\nstatus: active\nlinks: {linkedin: cem-a}\n"
    "consents: {listing: 2026-01-01, spotlight: 2026-01-01}\ncode_of_conduct: 2026-01-01\n"
)
ANSWERED = (
    "member: cem-aydin\nplanned: 2026-12-01\nstatus: answered\nchannels: [linkedin]\n"
    "answers: {who: I grow., proud: Of 200 jars.}\nquote: Ripe is ripe.\n"
)
CONSENT = "consent: {given: 2026-11-01, channels: [linkedin], text_seen: true}\n"
APPROVED = ANSWERED.replace("answered", "approved") + CONSENT + "approved_by: ada-moreau\n"
WITHDRAWN = APPROVED.replace("text_seen: true", "text_seen: true, withdrawn: 2026-11-10")
RECORD = "spotlights/2026-12-01-cem.yaml"
REF = "2026-12-01-cem"
FILES = ["alt.txt", "card-square.png", "card-square.svg", "card.png", "card.svg", "checklist.md", "draft.txt"]


@pytest.fixture
def root_of(registry_of: Make) -> Make:
    """A registry with one spotlight."""

    def make(record: str, **more: str) -> Path:
        files = {"community.yaml": COMMUNITY, "members/cem-aydin.yaml": CEM, RECORD: record}
        return registry_of(files | {name.replace("__", "/"): text for name, text in more.items()})

    return make


def made(cmtool: Run, root: Path, *more: str, ref: str = REF) -> Outcome:
    today = ("--registry", str(root), "--today", "2026-11-20")
    return cmtool("draft", "spotlight", ref, "--folder", "out", *more, *today)


def test_folder_holds_all_that_a_post_needs(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    outcome = made(cmtool, root_of(APPROVED))
    assert outcome == (0, "".join(f"wrote out/{name}\n" for name in FILES), "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".cmtool-build", *FILES]
    assert (
        (tmp_path / "out/draft.txt").read_text("utf-8")
        == """\
Meet Cem Aydın of Friday Garden: Gardener, Tomatoes.

“Ripe is ripe.”

Cem Aydın at Friday Garden:
• Gardener, Tomatoes

Who are you?
I grow.

What are you proud of?
Of 200 jars.

Curious? There is a place for you at Friday Garden: write to community@meridian.example

#FridayGarden #Tomatoes #GrowLocal
"""
    )
    assert (tmp_path / "out/alt.txt").read_text("utf-8") == (
        "Card of Friday Garden with the name Cem Aydın, Gardener, Tomatoes. It says: “Ripe is ripe.”\n"
    )


def test_check_list_says_what_is_done_and_what_is_not(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    made(cmtool, root_of(APPROVED))
    length = len((tmp_path / "out/draft.txt").read_text("utf-8").strip())
    sizes = [-(-(tmp_path / "out" / name).stat().st_size // 1000) for name in ("card.png", "card-square.png")]
    assert (
        (tmp_path / "out/checklist.md").read_text("utf-8")
        == f"""\
# Spotlight on Cem Aydın: before it is posted

**approved by Ada Moreau, consent given 2026-11-01: ready for linkedin**

`spotlights/2026-12-01-cem`, planned for 1 December 2026

## Consent and approval

- [x] Consent given on 1 November 2026
- [x] Who is shown has seen the text
- [x] linkedin: covered
- [x] Approved by Ada Moreau

## Text

- {length} of 3000 characters
- first line: 52 of 140 characters
- tone: Warm and plain.

## Facts, and where they stand

- [ ] Gardener, Tomatoes (`groups/tomatoes.yaml:8`)

## Mentions

A pasted name is no mention: type @ and choose.

- [ ] Cem Aydın: <https://www.linkedin.com/in/cem-a>

## Picture

- `card.png`: {sizes[0]} kB
- `card-square.png`: {sizes[1]} kB
- [ ] The words of `alt.txt` are its description
- A post with a picture shows no preview of a link: addresses stand in the text

## When to wait

- 2026-11-25 to 2026-11-30: Harvest

## After posting

- [ ] `cmtool spotlight publish 2026-12-01-cem --url ADDRESS`
- [ ] Thank Cem Aydın, with the address of the post
"""
    )


def test_without_consent_the_check_list_says_so_and_the_cards_are_drafts(
    cmtool: Run, root_of: Make, tmp_path: Path
) -> None:
    made(cmtool, root_of(ANSWERED))
    checklist = (tmp_path / "out/checklist.md").read_text("utf-8")
    assert checklist.splitlines()[2:14] == [
        "**DRAFT, no consent**",
        "",
        "linkedin: no consent to the text is written down",
        "",
        "`spotlights/2026-12-01-cem`, planned for 1 December 2026",
        "",
        "## Consent and approval",
        "",
        "- [ ] Consent to this text, see `cmtool draft consent 2026-12-01-cem`",
        "- [ ] Who is shown has seen the text",
        "- [ ] linkedin: no consent to the text is written down",
        "- [ ] Approved by somebody else: `cmtool spotlight approve 2026-12-01-cem`",
    ]
    for name in ("card.svg", "card-square.svg"):
        assert "DRAFT" in (tmp_path / "out" / name).read_text("utf-8")


def test_pictures_have_the_sizes_that_linkedin_shows(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    made(cmtool, root_of(APPROVED))
    for name, size in (("card", (1200, 627)), ("card-square", (1080, 1080))):
        header = (tmp_path / f"out/{name}.png").read_bytes()[16:24]
        assert (int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")) == size
        svg = ElementTree.parse(tmp_path / f"out/{name}.svg").getroot()
        assert (svg.get("width"), svg.get("height")) == tuple(map(str, size))


def test_without_the_extra_the_layout_is_the_same_and_svg_is_all(
    cmtool: Run, root_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = root_of(APPROVED)
    made(cmtool, root)
    with_extra = (tmp_path / "out/card.svg").read_bytes()
    shutil.rmtree(tmp_path / "out")
    monkeypatch.setattr(card_png, "is_installed", lambda: False)
    outcome = made(cmtool, root)
    assert outcome.err == "note: cards are made as SVG alone: for PNG pictures install the extra png of cmtool\n"
    assert outcome.out == "".join(f"wrote out/{name}\n" for name in FILES if not name.endswith(".png"))
    assert (tmp_path / "out/card.svg").read_bytes() == with_extra
    assert "- PNG pictures need the extra `png`;" in (tmp_path / "out/checklist.md").read_text("utf-8")


def test_letter_without_a_font_is_a_warning(cmtool: Run, root_of: Make) -> None:
    root = root_of(APPROVED.replace("Ripe is ripe.", "成熟 is 熟."))
    assert made(cmtool, root).err == (
        "note: no font for 成 (U+6210), 熟 (U+719F): the cards of spotlights/2026-12-01-cem show a box; name a folder of fonts:"
        " cmtool draft spotlight 2026-12-01-cem --folder DIR --font-dir FONTS\n"
    )


def test_second_run_changes_nothing(cmtool: Run, root_of: Make) -> None:
    root = root_of(APPROVED)
    made(cmtool, root)
    assert made(cmtool, root) == (0, "out: nothing has changed\n", "")


def test_dry_run_writes_nothing(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    outcome = made(cmtool, root_of(APPROVED), "--dry-run")
    assert outcome.out == "".join(f"would write out/{name}\n" for name in FILES)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("record", "member", "said"),
    [
        (WITHDRAWN, CEM, "error: spotlights/2026-12-01-cem was withdrawn: no folder is made of it\n"),
        (
            ANSWERED,
            "name: Cem Aydın\nstatus: active\nconsents: {spotlight: declined}\n",
            "error: members/cem-aydin did not consent to spotlight and listing: no folder with their name is made; once "
            "they agreed: cmtool set members/cem-aydin consents.spotlight=DAY consents.listing=DAY\n",
        ),
    ],
)
def test_no_folder_of_what_must_not_be_used(
    record: str, member: str, said: str, cmtool: Run, root_of: Make, tmp_path: Path
) -> None:
    root = root_of(record, **{"members__cem-aydin.yaml": member})
    assert made(cmtool, root) == (2, "", said)
    assert not (tmp_path / "out").exists()


def test_member_without_a_record_has_a_folder_of_questions(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    assert made(cmtool, root_of(ANSWERED), ref="members/cem-aydin").code == 0
    assert "Who are you?\n[answer]\n" in (tmp_path / "out/draft.txt").read_text("utf-8")
    assert "No spotlight is written down yet" in (tmp_path / "out/checklist.md").read_text("utf-8")


def test_picture_of_their_own_is_told_with_its_words(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    image = "image: {path: pictures/cem.jpg, alt: Cem between two rows of tomatoes, credit: Ada Moreau}\n"
    made(cmtool, root_of(APPROVED + image))
    assert (
        (tmp_path / "out/alt.txt")
        .read_text("utf-8")
        .endswith("\n\npictures/cem.jpg: Cem between two rows of tomatoes (picture: Ada Moreau)\n")
    )
    assert "- `pictures/cem.jpg`: their own picture, by Ada Moreau\n" in (tmp_path / "out/checklist.md").read_text(
        "utf-8"
    )


HOSTILE = r"""x](https://evil.example) <img src=x onerror=a> **b** `c` | @all # &amp; {{ 7*7 }}"""


def test_hostile_words_are_only_words_in_every_file(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    root = root_of(APPROVED.replace("Ripe is ripe.", f"'{HOSTILE}'"), **{"members__cem-aydin.yaml": CEM.replace("Cem Aydın", f"'{HOSTILE}'")})  # fmt: skip
    assert made(cmtool, root).code == 0
    tokens = MarkdownIt("commonmark").parse((tmp_path / "out/checklist.md").read_text("utf-8"))
    inside = [child for token in tokens for child in token.children or ()]
    assert [t.attrGet("href") for t in inside if t.type == "link_open"] == ["https://www.linkedin.com/in/cem-a"]
    assert not [t for t in [*tokens, *inside] if t.type in ("html_inline", "html_block", "image", "em_open")]
    assert sum(t.type == "strong_open" for t in inside) == 1
    ElementTree.parse(tmp_path / "out/card.svg")


def test_no_file_holds_an_address_but_the_shared_mailbox(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    private = COMMUNITY.replace("visibility: public", "visibility: private")
    mail = "cem@garden.example"
    record = APPROVED.replace("I grow.", f"Mail {mail}").replace("Ripe is ripe.", f"Mail {mail}")
    record += f"image: {{path: a.jpg, alt: With {mail}, credit: {mail}}}\n"
    outcome = made(cmtool, root_of(record, **{"community.yaml": private}))
    written = [path.read_bytes() for path in (tmp_path / "out").iterdir()]
    assert len(written) == 8
    assert not [text for text in [*written, (outcome.out + outcome.err).encode()] if b"garden.example" in text]


def built(cmtool: Run, root: Path) -> Outcome:
    return cmtool("build", "--keep-going", "--registry", str(root), "--today", "2026-11-20")


@pytest.mark.parametrize(
    ("record", "is_made"),
    [
        (ANSWERED, True),
        (ANSWERED.replace("answered", "invited"), True),
        (APPROVED, True),
        (WITHDRAWN, False),
        (APPROVED.replace("approved", "withdrawn", 1), False),
        (
            APPROVED.replace("approved", "published", 1)
            + "published: [{channel: linkedin, date: 2026-11-02, url: https://a.example/1}]\n",
            False,
        ),
        (ANSWERED.replace("cem-aydin", "no-body"), False),
    ],
)
def test_spotlights_under_way_are_those_that_may_still_come_out(record: str, is_made: bool, root_of: Make) -> None:
    space = Workspace(root_of(record), date(2026, 11, 20), lambda zone: date.max)
    assert under_way(space) == (["spotlights/2026-12-01-cem"] if is_made else [])


def test_who_declined_has_no_folder_in_a_build(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    root = root_of(ANSWERED)
    built(cmtool, root)
    folder = tmp_path / "build/drafts/spotlights/2026-12-01-cem"
    assert sorted(path.name for path in folder.iterdir()) == FILES
    (root / "members/cem-aydin.yaml").write_text(CEM.replace("spotlight: 2026-01-01", "spotlight: declined"))
    built(cmtool, root)
    assert not folder.exists()


def test_nothing_public_comes_from_a_spotlight_that_is_not_out(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    root = root_of(APPROVED.replace("Ripe is ripe.", "zqquote").replace("I grow.", "zqanswer"))
    built(cmtool, root)
    public = [path for path in (tmp_path / "build/public").rglob("*") if path.is_file()]
    assert len(public) > 5
    assert not [path for path in public if b"zq" in path.read_bytes() or b"2026-12-01-cem" in path.read_bytes()]
    assert "zqquote" in (tmp_path / "build/drafts/spotlights/2026-12-01-cem/draft.txt").read_text("utf-8")


def test_own_templates_draw_the_cards(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    own = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="627"><text y="99">{{ card.name }}</text></svg>\n'
    )
    assert made(cmtool, root_of(APPROVED, **{"templates__cards__landscape.svg.j2": own})).code == 0
    assert (tmp_path / "out/card.svg").read_text("utf-8") == own.replace("{{ card.name }}", "Cem Aydın")


def test_own_copy_of_our_card_makes_the_same_picture(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    """A registry's own templates are filled in by another process; what is read from right to left comes back whole."""
    root = root_of(APPROVED.replace("Ripe is ripe.", "حين تنضج، تنضج."))
    made(cmtool, root)
    ours = (tmp_path / "out/card.svg").read_bytes()
    shutil.rmtree(tmp_path / "out")
    shutil.copytree(templates_folder() / "cards", root / "templates/cards")
    made(cmtool, root)
    assert (tmp_path / "out/card.svg").read_bytes() == ours
    assert "\u2067“حين تنضج، تنضج.”\u2069" in ours.decode()


def test_own_template_that_names_a_file_is_refused(cmtool: Run, root_of: Make, tmp_path: Path) -> None:
    own = '<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/hostname"/></svg>\n'
    outcome = made(cmtool, root_of(APPROVED, **{"templates__cards__square.svg.j2": own}))
    said = "error: the template of the card names a file or an address; embed pictures as data:image/png\n"
    assert outcome == (2, "", said)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", [".git/cards", "spotlights/cards", "schemas"])
def test_no_folder_of_git_or_of_records_is_taken(place: str, cmtool: Run, root_of: Make) -> None:
    root = root_of(APPROVED)
    folder = root / place
    done = cmtool("draft", "spotlight", REF, "--folder", str(folder), "--registry", str(root), "--today", "2026-11-20")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: {folder} is a place of git or of records: name a folder of its own\n"
    assert not folder.exists()
