"""The folder of a spotlight: text, cards, their words for those who cannot see them, what to check before posting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cmtool.drafts import spotlight as draft
from cmtool.drafts.spotlight import standing
from cmtool.drafts.spotlight.card import card
from cmtool.drafts.spotlight.checklist import checklist
from cmtool.errors import CmtoolError
from cmtool.model.folders import FOLDERS, LATER
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.render import card_png
from cmtool.render.escape import visible
from cmtool.render.renderer import Job, Renderer
from cmtool.store.layout import SCHEMAS
from cmtool.store.output import Changes, put
from cmtool.workspace import Workspace
from cmtool.workspace.rendering import renderer

TEXT = "drafts/spotlight.txt.j2"
ALT, CHECKLIST = "cards/alt.txt.j2", "cards/checklist.md.j2"
CARDS = {"card": "landscape", "card-square": "square"}
"""Names of the pictures, and their shapes."""

_SHOWN = 5


def write_folder(
    space: Workspace, ref: str, folder: Path, *, dry_run: bool, font_folder: Path | None = None
) -> Changes:
    """Make the folder of a spotlight, or of a member whose spotlight is not written down yet."""
    _refuse_unwanted(space, ref)
    _refuse_place(space, folder)
    return put(folder, folders(space, [ref], font_folder)[ref], dry_run=dry_run)


def _refuse_place(space: Workspace, folder: Path) -> None:
    """CmtoolError for a place that belongs to git or to records."""
    there, root = folder.resolve(), space.root.resolve()
    top = there.relative_to(root).parts[0] if root in there.parents else ""
    if ".git" in there.parts or top in (*FOLDERS, *LATER, SCHEMAS):
        raise CmtoolError(f"{folder} is a place of git or of records: name a folder of its own")


def under_way(space: Workspace) -> list[str]:
    """The spotlights that are neither out nor taken back, of members and groups that can be shown."""
    registry = space.registry
    return [
        one.ref
        for one in registry.spotlights.values()
        if one.is_under_way
        and standing.standing(registry, one, space.today) != "withdrawn"
        and _may_be_drafted(space, one)
    ]


def _may_be_drafted(space: Workspace, spotlight: Spotlight) -> bool:
    if spotlight.member is None:
        return spotlight.group in space.registry.all_groups
    member = space.registry.members.get(spotlight.member)
    if member is None or member.name is None or member.status == "removed":
        return False
    day = space.registry.consent_day(space.today)
    return all(member.consents_to(purpose, day) for purpose in ("spotlight", "listing"))


def _refuse_unwanted(space: Workspace, ref: str) -> None:
    """Nothing is made of what must not be used."""
    found = space.registry.get(ref)
    if isinstance(found, Spotlight) and standing.standing(space.registry, found, space.today) == "withdrawn":
        raise CmtoolError(f"{ref} was withdrawn: no folder is made of it")
    shown = draft.shown_in(space.registry, ref, space.today).record
    if isinstance(shown, Member):
        day = space.registry.consent_day(space.today)
        lacking = [purpose for purpose in ("spotlight", "listing") if not shown.consents_to(purpose, day)]
        if lacking:
            raise CmtoolError(
                f"{shown.ref} did not consent to {' and '.join(lacking)}: no folder with their name is made; once they "
                f"agreed: cmtool set {shown.ref} " + " ".join(f"consents.{purpose}=DAY" for purpose in lacking)
            )


def folders(space: Workspace, refs: Sequence[str], font_folder: Path | None = None) -> dict[str, dict[str, bytes]]:
    """The files of each spotlight by name. PNG pictures need the extra `png`."""
    press = renderer(space)
    contexts = [draft.context(space.registry, ref, space.today) for ref in refs]
    texts = press.render_all([Job(TEXT, context) for context in contexts])
    pictures = _pictures(space, press, contexts, font_folder)
    lists = [
        checklist(space.registry, context, draft.notes(context, text), _sizes(made), space.today)
        for context, text, made in zip(contexts, texts, pictures, strict=True)
    ]
    checked = press.render_all([Job(CHECKLIST, data) for data in lists])
    alts = press.render_all(
        [Job(ALT, {"card": card(context), "image": one["image"]}) for context, one in zip(contexts, lists, strict=True)]
    )
    return {
        ref: {"draft.txt": _bytes(f"{text.strip()}\n"), "alt.txt": _bytes(alt), "checklist.md": _bytes(todo), **made}
        for ref, text, alt, todo, made in zip(refs, texts, alts, checked, pictures, strict=True)
    }


def _pictures(
    space: Workspace, press: Renderer, contexts: Iterable[dict[str, Any]], font_folder: Path | None
) -> list[dict[str, bytes]]:
    """The cards of each spotlight."""
    wanted = list(contexts)
    jobs = [Job(f"cards/{shape}.svg.j2", {"card": card(context)}) for context in wanted for shape in CARDS.values()]
    drawn = iter(press.render_all(jobs))
    made = [{name: next(drawn) for name in CARDS} for _ in wanted]
    fonts = _fonts(space, font_folder) if wanted else None
    sized = [(svg, card_png.SIZES[CARDS[name]]) for svgs in made for name, svg in svgs.items()]
    painted = iter(card_png.pngs(sized, fonts) if fonts is not None else ())
    found = []
    for context, svgs in zip(wanted, made, strict=True):
        files = {f"{name}.svg": _bytes(svg) for name, svg in svgs.items()}
        if fonts is not None:
            files |= {f"{name}.png": next(painted) for name in svgs}
            space.notes += _warnings(context["ref"], svgs.values(), fonts)
        found.append(files)
    return found


def _fonts(space: Workspace, folder: Path | None) -> list[Path] | None:
    """The fonts that draw; None where nothing can be drawn, which is told."""
    if card_png.is_installed():
        return card_png.fonts(folder)
    if folder is not None:
        raise CmtoolError("--font-dir is for PNG pictures: install the extra png of cmtool")
    space.notes.append("cards are made as SVG alone: for PNG pictures install the extra png of cmtool")
    return None


def _warnings(ref: str, svgs: Iterable[str], fonts: Sequence[Path]) -> Iterator[str]:
    """The letters that stand as boxes on a card."""
    missing = list(dict.fromkeys(letter for svg in svgs for letter in card_png.without_font(svg, fonts)))
    if missing:
        told = ", ".join(f"{visible(letter)} (U+{ord(letter):04X})" for letter in missing[:_SHOWN])
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        hint = f"cmtool draft spotlight {ref.rpartition('/')[2]} --folder DIR --font-dir FONTS"
        yield f"no font for {told}{more}: the cards of {ref} show a box; name a folder of fonts: {hint}"


def _sizes(files: dict[str, bytes]) -> dict[str, int]:
    """Bytes of each PNG picture."""
    return {name: len(data) for name, data in files.items() if name.endswith(".png")}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8")


def samples(registry: Registry, today: date) -> dict[str, list[dict[str, Any]]]:
    """Data with which the templates of cards and check lists are tried: of spotlights, and of a member without one."""
    members = [member.ref for member in registry.members.values() if member.is_current][:1]
    contexts = [
        draft.context(registry, ref, today) for ref in [one.ref for one in registry.spotlights.values()] + members
    ]
    lists = [checklist(registry, one, [*one["banner"], "a note"], {"card.png": 1000}, today) for one in contexts]
    cards = [{"card": card(one)} for one in contexts]
    alts = [{**one, "image": todo["image"]} for one, todo in zip(cards, lists, strict=True)]
    return {**{f"cards/{shape}.svg.j2": cards for shape in CARDS.values()}, ALT: alts, CHECKLIST: lists}
