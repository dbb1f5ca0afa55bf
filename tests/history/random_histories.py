"""Histories of a small registry as people, tools and attackers make them: the same for the same seed, everywhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

from tests.history.repository import File, Link, Made, Program, Submodule

Values = dict[str, Any]
PEOPLE = ("ada-moreau", "bo-lindqvist", "cem-aydin", "dunja-horvat", "eli-park", "fay-osei", "gil-costa")
GROUPS = ("tomatoes", "compost", "bees")
SKILLS = ("pruning", "sowing", "grafting")
WORDS = (
    "Seeds",
    "Roots and shoots",
    "NO",
    "1.10",
    "2026-03-01",
    "null",
    "Zoë's",
    "a: b",
    "- x",
    "true",
    "0815",
    "#1",
    "12:30",
)
DAYS = ("2025-01-31", "2025-07-01", "2026-02-28", "unknown")


class Kept(NamedTuple):
    """A record's values and how its file is written."""

    values: Values
    style: int


Tree = dict[str | bytes, Kept | File]


class History(NamedTuple):
    """Commits to make, oldest first, and the registry's folder in the repository."""

    commits: list[Made]
    prefix: str


def history(seed: int, most: int = 40) -> History:
    """A random history."""
    return _Author(random.Random(seed)).told(most)


# --- files --------------------------------------------------------------------------------------------------------


def written(kept: Kept) -> bytes:
    """A record as a file: block or flow style, quoted or plain, with and without comments; the values are the same."""
    rng = random.Random(kept.style)
    if kept.style % 5 == 4:
        return (_flow(kept.values, rng) + "\n").encode()
    text = "\n".join(_block(kept.values, 0, rng)) + "\n"
    text = text if kept.style % 3 else f"# kept by hand\n\n{text}"
    return (text.replace("\n", "\r\n") if kept.style % 11 == 10 else text).encode()


def _block(value: Any, depth: int, rng: random.Random) -> list[str]:
    lines = []
    pad = "  " * depth
    for key, item in value.items() if isinstance(value, dict) else ((None, item) for item in value):
        lead = f"{pad}-" if key is None else f"{pad}{_key(key)}:"
        if isinstance(item, dict | list) and item:
            inner = _block(item, depth + 1, rng)
            if key is None and isinstance(item, dict):
                lines += [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
            else:
                lines += [lead, *inner]
        else:
            lines.append(f"{lead} {_flow(item, rng)}".rstrip(" "))
    return lines


def _flow(value: Any, rng: random.Random) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {_flow(item, rng) or 'null'}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, rng) or "null" for item in value) + "]"
    if value is None:
        return rng.choice(("", "~", "null"))
    is_bare = value[0].isalnum() and not any(mark in value for mark in ":#,'[]{}") and value != "null"
    if is_bare and rng.random() < 0.8:
        return str(value)
    return "'" + value.replace("'", "''") + "'" if rng.random() < 0.5 else '"' + value.replace('"', '\\"') + '"'


def _key(key: str) -> str:
    return key if key[0].isalpha() else f'"{key}"'


UNREADABLE: tuple[bytes, ...] = (
    b"name: [unclosed\n",
    b"name: One\nname: Two\n",
    b"\tname: tab\n",
    b"name: \x00\n",
    b"name: Zo\xeb\n",
    b"- a list\n",
    b"",
    b"just text\n",
    b"<<<<<<< HEAD\nname: Ours\n=======\nname: Theirs\n>>>>>>> side\n",
    b"name: &a One\nother: *a\n",
    b"name: !!str One\n",
    b"name: One\n---\nname: Two\n",
    b"name: " + b"x" * 300_000 + b"\n",
    b"name: Ada Moreau knows [ada-moreau and bo-lindqvist\n",
)
READABLE_ODD: tuple[bytes, ...] = (
    b"{}\n",
    b"name:\n",
    b"strange: yes\nmembers: none\n",
    b"status: [active]\nskills: {a: b}\n",
)
HOSTILE: tuple[str | bytes, ...] = (
    "members/ spaced name.yaml",
    'members/"quoted".yaml',
    "members/line\nbreak.yaml",
    "\nmembers/first.yaml",
    ":100644 000000 x.yaml",
    b"members/\xff\xfe.yaml",
    "members/-option.yaml",
    "members/--output=x.yaml",
    "members/:(glob)**.yaml",
    "members/Upper.yaml",
    "members/old.yml",
    "members/README.md",
    "members/con.yaml",
    "needs/Bad Name.yaml",
    "Zoë.txt",
    "members/a/b/.gitkeep",
    "community.yml",
)


# --- one edit ------------------------------------------------------------------------------------------------------


class _Edits:
    """Small changes to the values of a record, as a person makes them."""

    def __init__(self, rng: random.Random, ids: Callable[[str], list[str]]) -> None:
        self.rng, self.ids = rng, ids

    def person(self) -> str:
        return (
            self.rng.choice(self.ids("members") or list(PEOPLE))
            if self.rng.random() < 0.85
            else self.rng.choice(PEOPLE)
        )

    def word(self) -> str:
        return self.rng.choice(WORDS)

    def day(self) -> str:
        return self.rng.choice(DAYS)

    def any(self, folder: str, values: Values) -> None:
        """One edit that the kind knows, or one that fits no kind."""
        roll = self.rng.random()
        if roll < 0.05 and values:
            values[self.rng.choice(list(values))] = self.rng.choice(
                (None, [], {}, "odd", ["odd", {"odd": "1"}], {"odd": ["1"]})
            )
        elif roll < 0.09 and values:
            del values[self.rng.choice(list(values))]
        elif roll < 0.12:
            values["unknown"] = self.rng.choice(("1", ["1", "2"], ["2", "1"], {"a": "1"}, {"a": None}))
        elif roll < 0.15:
            self.rng.shuffle(order := list(values))
            values.update({name: values.pop(name) for name in order})
        else:
            getattr(self, folder or "community")(values)

    def members(self, values: Values) -> None:
        which = self.rng.randrange(10)
        if which == 0:
            values["name"] = self.word()
        elif which == 1:
            values["status"] = self.rng.choice(("onboarding", "active", "paused", "alumni", "removed"))
        elif which == 2:
            self.texts(values, "languages", ("fr", "wo", "en", "NO"))
        elif which == 3:
            self.items(values, "affiliations", "org", ("garden", "shed", "barn"), ("since", "until"), self.day)
        elif which == 4:
            self.items(values, "roles", "role", ("manager", "gardener"), ("since", "until"), self.day)
        elif which == 5:
            self.keyed(values, "links", ("github", "linkedin", "web-page"), self.word)
        elif which == 6:
            self.keyed(values, "consents", ("listing", "spotlight"), self.day)
        elif which == 7:
            self.keyed(values, "availability", ("hours_per_month", "mentoring"), self.word)
        elif which == 8:
            self.items(values, "skills", "skill", SKILLS, ("level", "date", "state", "want"), self.word)
        else:
            held = values.get("skills")
            if isinstance(held, list) and held and isinstance(held[0], dict):
                self.items(
                    self.rng.choice([i for i in held if isinstance(i, dict)]),
                    "endorsed",
                    "by",
                    (self.person(),),
                    ("level", "date"),
                    self.word,
                )
            else:
                values["notes"] = self.word()

    def groups(self, values: Values) -> None:
        which = self.rng.randrange(10)
        if which < 4:
            self.items(
                values,
                "members",
                "member",
                (self.person(), self.person()),
                ("role", "since", "until", "mentor"),
                self.day,
            )
        elif which == 4:
            for item in self.parts(values, "members"):
                item["mentor"] = self.person()
        elif which == 5:
            for item in self.parts(values, "members"):
                self.items(item, "steps", "step", ("first", "second", "third"), ("date",), self.day)
        elif which == 6:
            self.items(values, "products", "name", ("Jam", "Chutney"), ("url",), self.word)
            for item in self.parts(values, "products"):
                self.items(item, "versions", "version", ("1.0", "1.10", "2.0"), ("status", "date"), self.day)
                for version in self.parts(item, "versions"):
                    self.texts(version, "authors", (self.person(), self.person()))
        elif which == 7:
            self.texts(values, "partners", GROUPS)
        elif which == 8:
            self.keyed(values, "charter", ("url", "starts", "ends"), self.day)
        else:
            life = values.setdefault("lifecycle", {}) if isinstance(values.get("lifecycle", {}), dict) else {}
            life["activator"] = self.person()
            self.keyed(life, "milestones", ("one", "two"), self.day)

    def meetings(self, values: Values) -> None:
        which = self.rng.randrange(7)
        if which < 2:
            self.texts(values, "attended", (self.person(), self.person(), self.person()))
        elif which == 2:
            values["attended"] = self.rng.choice(("12", [], None, [self.person()]))
        elif which == 3:
            values[self.rng.choice(("facilitator", "notes_by"))] = self.person()
        elif which == 4:
            self.items(values, "agenda", "title", ("Welcome", "Seeds", "NO"), ("kind", "minutes", "by"), self.person)
        elif which == 5:
            self.items(values, "actions", "what", ("Water", "Weed"), ("who", "due", "done"), self.person)
        else:
            self.texts(values, "groups", tuple(self.ids("groups")) or GROUPS)

    def skills(self, values: Values) -> None:
        if self.rng.random() < 0.4:
            values["name"] = self.word()
        elif self.rng.random() < 0.5:
            self.texts(values, "aliases", WORDS)
        else:
            self.keyed(values, "levels", ("1", "2", "3"), self.word)

    def needs(self, values: Values) -> None:
        values["title"] = self.word()
        self.texts(values, "people", (self.person(), self.person()))

    def community(self, values: Values) -> None:
        which = self.rng.randrange(6)
        if which == 0:
            values["timezone"] = self.rng.choice(("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati"))
        elif which == 1 and isinstance(values.get("contact"), dict):
            values["contact"]["owner"] = self.person()
        elif which == 2:
            self.texts(values, "regions", ("europe", "africa", "asia"))
        elif which == 3:
            made = values.get("organisations")
            self.keyed(
                values, "organisations", ("garden", "shed", "barn"), lambda: {"name": self.word(), "kind": "ngo"}
            )
            if isinstance(made, dict) and isinstance(made.get("garden"), dict):
                made["garden"]["name"] = self.word()
        elif which == 4 and isinstance(values.get("roles"), dict):
            for role in values["roles"].values():
                if isinstance(role, dict):
                    self.keyed(role, "baseline", SKILLS, lambda: "3")
                    self.texts(role, "does", WORDS)
        else:
            self.items(values, "waivers", "record", ("*", "groups/bees"), ("code", "until"), self.word)

    def texts(self, values: Values, name: str, words: tuple[str, ...]) -> None:
        held = values.get(name)
        held = values[name] = held if isinstance(held, list) else []
        roll = self.rng.random()
        if held and roll < 0.3:
            held.pop(self.rng.randrange(len(held)))
        elif len(held) > 1 and roll < 0.5:
            self.rng.shuffle(held)
        else:
            held.insert(self.rng.randrange(len(held) + 1), self.rng.choice(words))

    def items(
        self,
        values: Values,
        name: str,
        by: str,
        ids: tuple[str, ...],
        others: tuple[str, ...],
        value: Callable[[], str],
    ) -> None:
        """An item of a list more, less, changed or moved; seldom one that stands there already."""
        held = values.get(name)
        held = values[name] = held if isinstance(held, list) else []
        roll = self.rng.random()
        parts = [item for item in held if isinstance(item, dict)]
        if parts and roll < 0.35:
            self.rng.choice(parts)[self.rng.choice(others)] = self.rng.choice((value(), value(), value(), None))
        elif held and roll < 0.45:
            held.pop(self.rng.randrange(len(held)))
        elif len(held) > 1 and roll < 0.65:
            held.insert(self.rng.randrange(len(held) - 1), held.pop())
        else:
            id = self.rng.choice(ids)
            item = {by: id, **{other: value() for other in others if self.rng.random() < 0.5}}
            if self.rng.random() < 0.15 or id not in [part.get(by) for part in parts]:
                held.insert(self.rng.randrange(len(held) + 1), item)

    def keyed(self, values: Values, name: str, keys: tuple[str, ...], value: Callable[[], Any]) -> None:
        held = values.get(name)
        held = values[name] = held if isinstance(held, dict) else {}
        key = self.rng.choice(keys)
        if key in held and self.rng.random() < 0.4:
            del held[key]
        else:
            held[key] = self.rng.choice((value(), value(), None))

    def parts(self, values: Values, name: str) -> list[Values]:
        """One item of a list of parts, if there is one."""
        held = values.get(name)
        parts = [item for item in held if isinstance(item, dict)] if isinstance(held, list) else []
        return [self.rng.choice(parts)] if parts else []


# --- one commit ----------------------------------------------------------------------------------------------------


class _Author:
    """Makes a history, commit by commit."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.prefix = rng.choice(("", "registry/", "deep/er/"))
        self.trees: list[Tree] = []
        self.commits: list[Made] = []
        self.clock = 1_700_000_000
        self.fresh = 0
        self.tree: Tree = {}
        self.edits = _Edits(rng, lambda folder: [id for kind, id, _ in self.records() if kind == folder])

    def told(self, most: int) -> History:
        self.tree = _beginning()
        self.commit(())
        tip = 0
        sides: list[int] = []
        wanted = self.rng.randint(5, most)
        while len(self.commits) < wanted:
            tip = self.step(tip, sides)
        if tip != len(self.commits) - 1:
            self.tree = deepcopy(self.trees[tip])
            self.commit((tip,))
        return History(self.commits, self.prefix)

    def step(self, tip: int, sides: list[int]) -> int:
        """One commit on the chain, or some beside it; the position of the new tip."""
        roll = self.rng.random()
        if roll < 0.18:
            sides.append(self.branch(self.rng.choice((tip, self.rng.randrange(len(self.commits))))))
            return tip
        if roll < 0.27 and sides:
            return self.merge(tip, sides)
        if roll < 0.31 and sides:  # squash, or a rebase that takes the whole branch as it is
            return self.commit((tip,), self.joined(tip, [self.rng.choice(sides)], self.rng.choice(("both", "theirs"))))
        if roll < 0.34 and sides:  # cherry-pick: the same blob on both branches
            self.tree = deepcopy(self.trees[tip])
            self.take(self.trees[self.rng.choice(sides)])
            return self.commit((tip,))
        if roll < 0.39:  # revert: an older blob, or the whole older tree
            old = self.trees[self.rng.randrange(len(self.trees))]
            self.tree = deepcopy(old if self.rng.random() < 0.3 else self.trees[tip])
            self.take(old)
            return self.commit((tip,))
        self.tree = deepcopy(self.trees[tip])
        for _ in range(self.rng.choice((0, 1, 1, 2, 3, 4))):
            self.change()
        return self.commit((tip,))

    def branch(self, start: int) -> int:
        for _ in range(self.rng.randint(1, 3)):
            self.tree = deepcopy(self.trees[start])
            for _ in range(self.rng.randint(0, 2)):
                self.change()
            start = self.commit((start,))
        return start

    def merge(self, tip: int, sides: list[int]) -> int:
        """Two parents, an octopus, criss-cross, or the wrong way round: the side becomes the first parent."""
        chosen = self.rng.sample(sides, min(len(sides), self.rng.choice((1, 1, 2, 3))))
        how = self.rng.choice(("both", "both", "theirs", "ours"))
        if self.rng.random() < 0.2:
            crossed = self.commit((chosen[0], tip), self.joined(chosen[0], [tip], "both"))
            merged = self.commit((tip, chosen[0]), self.joined(tip, [chosen[0]], how))
            sides[:] = [crossed, *(side for side in sides if side not in chosen)]
            return merged
        if self.rng.random() < 0.15:
            return self.commit((chosen[0], tip), self.joined(chosen[0], [tip], how))
        sides[:] = [side for side in sides if side not in chosen or self.rng.random() < 0.2]
        return self.commit((tip, *chosen), self.joined(tip, chosen, how))

    def joined(self, tip: int, others: list[int], how: str) -> Tree:
        """The trees of some commits as one: what the others have differently wins where a coin says so."""
        if how == "theirs":
            return deepcopy(self.trees[others[-1]])
        tree = deepcopy(self.trees[tip])
        for other in others if how == "both" else ():
            theirs = self.trees[other]
            for path in sorted({*tree, *theirs}, key=repr):
                if tree.get(path) != theirs.get(path) and self.rng.random() < 0.5:
                    self.put(tree, path, theirs.get(path))
        return tree

    def take(self, other: Tree) -> None:
        """One or two files of another tree, or their absence."""
        differing = sorted((path for path in {*self.tree, *other} if self.tree.get(path) != other.get(path)), key=repr)
        for path in self.rng.sample(differing, min(len(differing), self.rng.randint(1, 2))):
            self.put(self.tree, path, other.get(path))

    def put(self, tree: Tree, path: str | bytes, file: Kept | File | None) -> None:
        if file is None:
            tree.pop(path, None)
        else:
            tree[path] = deepcopy(file)

    def commit(self, parents: tuple[int, ...], tree: Tree | None = None) -> int:
        tree = self.tree if tree is None else tree
        self.clock += self.rng.choice((0, 1, 60, 3_600, 86_400, 86_400 * 30))
        forged = self.rng.choice(
            (
                0,
                1,
                946_684_800,
                1_893_456_000,
                self.clock - 86_400 * 400,
                "9999999999999 +0000",
                "-5 +0000",
                32_503_679_999,
            )
        )
        committed = (
            forged if self.rng.random() < 0.06 else f"{self.clock} {self.rng.choice(('+0000', '+0530', '-0800'))}"
        )
        author: str | bytes = self.rng.choice(
            (
                "Ada Moreau <ada@meridian.example>",
                "Bo <bo@meridian.example>",
                b"Zo\xeb <\xff@x>",
                " <>",
                'A "b" , c. <d e>',
            )
        )
        files = {self.path(path): written(file) if isinstance(file, Kept) else file for path, file in tree.items()}
        files.setdefault("README.md", "outside")
        encoding = self.rng.choice(("", "", "", "latin1", "no-such-codec"))
        self.commits.append(
            Made(
                files,
                committed,
                parents,
                self.rng.choice(("change", b"\xff\xfe", "", "a\n\nReason: b")),
                author,
                self.clock - 5,
                "Someone <s@meridian.example>",
                encoding,
            )
        )
        self.trees.append(deepcopy(tree))
        return len(self.commits) - 1

    def path(self, path: str | bytes) -> str | bytes:
        if isinstance(path, bytes):
            return self.prefix.encode() + path
        return path.removeprefix("//") if path.startswith("//") else self.prefix + path

    # --- what a commit does

    def records(self) -> list[tuple[str, str, str]]:
        """Folder, id and path of the readable records."""
        found = []
        for path, file in self.tree.items():
            if isinstance(file, Kept) and isinstance(path, str):
                folder = path.partition("/")[0] if "/" in path else ""
                found.append((folder, path.rpartition("/")[2].removesuffix(".yaml"), path))
        return found

    def change(self) -> None:
        acts = (
            (60, self.edit), (8, self.add), (6, self.remove), (10, self.rename), (10, self.merge_records), (4, self.swap),
            (6, self.replace_by_similar), (3, self.move), (3, self.twin), (6, self.break_file), (5, self.mend), (2, self.odd),
            (4, self.outside), (2, self.hostile), (4, self.restyle), (4, self.readd), (8, self.reuse), (3, self.formerly_later),
            (2, self.copy), (2, self.split),
        )  # fmt: skip
        self.rng.choices([act for _, act in acts], [weight for weight, _ in acts])[0]()

    def pick(self, *folders: str) -> tuple[str, str, str] | None:
        found = [one for one in self.records() if not folders or one[0] in folders]
        return self.rng.choice(found) if found else None

    def values(self, path: str) -> Values:
        kept = self.tree[path]
        assert isinstance(kept, Kept)
        return kept.values

    def edit(self) -> None:
        if picked := self.pick():
            self.edits.any(picked[0], self.values(picked[2]))

    def add(self) -> None:
        folder = self.rng.choice(("members", "members", "groups", "meetings", "skills", "needs"))
        id = self.new_id(folder)
        self.tree[f"{folder}/{id}.yaml"] = Kept(self.new(folder, id), self.rng.randrange(1000))

    def remove(self) -> None:
        if (picked := self.pick()) and (picked[0] or self.rng.random() < 0.2):
            del self.tree[picked[2]]

    def readd(self) -> None:
        """Something that was there in some commit, with an edit or as it was."""
        old = self.rng.choice(self.trees)
        gone = [path for path in old if path not in self.tree and isinstance(old[path], Kept)]
        if gone:
            path = self.rng.choice(gone)
            self.tree[path] = deepcopy(old[path])
            if self.rng.random() < 0.5:
                self.edits.any(str(path).partition("/")[0] if "/" in str(path) else "", self.values(str(path)))

    def rename(self) -> None:
        picked = self.pick("members", "members", "groups", "skills", "meetings", "needs")
        if picked is None:
            return
        folder, old, path = picked
        id = self.new_id(folder)
        target = f"{folder}/{id}.yaml"
        kept = deepcopy(self.tree.pop(path))
        assert isinstance(kept, Kept)
        how = self.rng.random()
        if how < 0.7:
            former = kept.values.get("formerly")
            kept.values["formerly"] = [*(former if isinstance(former, list) and self.rng.random() < 0.8 else []), old]
        for _ in range(self.rng.choice((0, 0, 1, 6))):
            self.edits.any(folder, kept.values)
        self.tree[target] = Kept(kept.values, self.rng.choice((kept.style, self.rng.randrange(1000))))
        if self.rng.random() < 0.6:
            self.adapt(old, id)

    def adapt(self, old: str, new: str) -> None:
        def adapted(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: item if key == "formerly" else adapted(item) for key, item in value.items()}
            return [adapted(item) for item in value] if isinstance(value, list) else new if value == old else value

        for path, file in self.tree.items():
            if isinstance(file, Kept):
                self.tree[path] = Kept(adapted(file.values), file.style)

    def merge_records(self) -> None:
        one, two = self.pick("members", "groups"), self.pick("members", "groups")
        if one is None or two is None or one[0] != two[0] or one == two:
            return
        kept = deepcopy(self.tree.pop(one[2]))
        assert isinstance(kept, Kept)
        if self.rng.random() < 0.5:  # into a third
            self.tree.pop(two[2])
            kept.values["formerly"] = [one[1], two[1]]
            self.tree[f"{one[0]}/{self.new_id(one[0])}.yaml"] = kept
        else:
            self.values(two[2])["formerly"] = [one[1]]

    def formerly_later(self) -> None:
        gone = [str(path) for tree in self.trees for path in tree if path not in self.tree and "/" in str(path)]
        if gone:
            folder, _, rest = self.rng.choice(gone).partition("/")
            if picked := self.pick(folder):
                self.values(picked[2])["formerly"] = [rest.rpartition("/")[2].removesuffix(".yaml")]

    def swap(self) -> None:
        folder = self.rng.choice(("members", "groups"))
        one, two = self.pick(folder), self.pick(folder)
        if one is None or two is None or one == two:
            return
        self.tree[one[2]], self.tree[two[2]] = self.tree[two[2]], self.tree[one[2]]
        if self.rng.random() < 0.4:
            self.values(one[2])["formerly"], self.values(two[2])["formerly"] = [two[1]], [one[1]]

    def replace_by_similar(self) -> None:
        """Remove A, add a similar B: git calls it a rename."""
        if picked := self.pick("members", "groups", "meetings"):
            kept = deepcopy(self.tree.pop(picked[2]))
            assert isinstance(kept, Kept)
            if self.rng.random() < 0.7:
                kept.values.pop("formerly", None)
                self.edits.any(picked[0], kept.values)
            self.tree[f"{picked[0]}/{self.new_id(picked[0])}.yaml"] = kept

    def reuse(self) -> None:
        """A newcomer takes an id that somebody had."""
        former = [
            (folder, id)
            for folder, _, path in self.records()
            if isinstance(found := self.values(path).get("formerly"), list)
            for id in found
            if isinstance(id, str) and f"{folder}/{id}.yaml" not in self.tree and folder
        ]
        if former:
            folder, id = self.rng.choice(former)
            self.tree[f"{folder}/{id}.yaml"] = Kept(self.new(folder, id), self.rng.randrange(1000))

    def copy(self) -> None:
        if picked := self.pick("members", "groups", "needs"):
            self.tree[f"{picked[0]}/{self.new_id(picked[0])}.yaml"] = deepcopy(self.tree[picked[2]])

    def split(self) -> None:
        """One group becomes two, and both say so."""
        if picked := self.pick("groups"):
            kept = deepcopy(self.tree.pop(picked[2]))
            assert isinstance(kept, Kept)
            kept.values["formerly"] = [picked[1]]
            for _ in range(2):
                self.tree[f"groups/{self.new_id('groups')}.yaml"] = deepcopy(kept)

    def move(self) -> None:
        if (picked := self.pick()) and picked[0]:
            folder, id, path = picked
            target = self.rng.choice((f"{folder}/{id}.yaml", f"{folder}/north/{id}.yaml", f"{folder}/a b/ü/{id}.yaml"))
            self.tree[target] = self.tree.pop(path)

    def twin(self) -> None:
        if (picked := self.pick()) and picked[0]:
            folder, id, path = picked
            self.tree[f"{folder}/twins/{id}.yaml"] = deepcopy(self.tree[path])
            if self.rng.random() < 0.5:
                self.edits.any(folder, self.values(f"{folder}/twins/{id}.yaml"))

    def break_file(self) -> None:
        if picked := self.pick():
            others = (Link("elsewhere"), Submodule(), Program(written(self.tree[picked[2]])))  # type: ignore[arg-type]
            self.tree[picked[2]] = self.rng.choice((*UNREADABLE, *others))

    def odd(self) -> None:
        if picked := self.pick():
            self.tree[picked[2]] = self.rng.choice(READABLE_ODD)

    def mend(self) -> None:
        broken = [
            path for path, file in self.tree.items() if not isinstance(file, Kept) and str(path).endswith(".yaml")
        ]
        if broken:
            path = self.rng.choice(broken)
            old = [tree[path] for tree in self.trees if isinstance(tree.get(path), Kept)]
            if old and self.rng.random() < 0.8:
                self.tree[path] = deepcopy(self.rng.choice(old))
            else:
                del self.tree[path]

    def outside(self) -> None:
        path = self.rng.choice(
            ("//members/ada-moreau.yaml", "//registry2/members/bo-lindqvist.yaml", "notes/x.yaml", "//x y.txt")
        )
        if not (self.prefix == "" and path.startswith("//members")):
            self.tree[path] = f"name: Outside {self.rng.random()}\n"

    def hostile(self) -> None:
        path = self.rng.choice(HOSTILE)
        self.tree[path] = self.rng.choice(("name: Hostile\n", "", Link("/etc/passwd"), Submodule()))

    def restyle(self) -> None:
        if picked := self.pick():
            self.tree[picked[2]] = Kept(self.values(picked[2]), self.rng.randrange(1000))

    def new_id(self, folder: str) -> str:
        """An id that nobody has now; often one that was never used."""
        pool = {"members": PEOPLE, "groups": GROUPS, "skills": SKILLS}.get(folder, ())
        free = [id for id in pool if f"{folder}/{id}.yaml" not in self.tree]
        if free and self.rng.random() < 0.4:
            return self.rng.choice(free)
        self.fresh += 1
        return f"{folder.removesuffix('s')}-{self.fresh}"

    def new(self, folder: str, id: str) -> Values:
        values: Values = {
            "members": {"name": f"Name of {id}", "status": "active"},
            "groups": {
                "name": f"Group {id}",
                "kind": "working-group",
                "status": "active",
                "purpose": "To grow",
                "members": [],
            },
            "meetings": {"series": "event", "status": "held", "date": "2026-11-06", "mode": "online"},
            "skills": {"name": f"Skill {id}", "category": "technical", "about": "It grows"},
            "needs": {"title": f"Need {id}"},
        }[folder]
        for _ in range(self.rng.randint(0, 4)):
            self.edits.any(folder, values)
        return values


def _beginning() -> Tree:
    community = {
        "schema": "1", "name": "Friday Garden", "timezone": "Europe/Berlin",
        "contact": {"address": "community@meridian.example", "owner": "ada-moreau"},
        "regions": ["europe"],
        "organisations": {"garden": {"name": "The Garden", "kind": "ngo"}},
        "roles": {"manager": {"name": "Manager", "scope": "community"}, "gardener": {"name": "Gardener", "scope": "group"}},
        "privacy": {"visibility": "public"},
    }  # fmt: skip
    tree: Tree = {"community.yaml": Kept(community, 1)}
    for id in PEOPLE[:4]:
        tree[f"members/{id}.yaml"] = Kept({"name": f"Name of {id}", "status": "active"}, 1)
    members = [{"member": id, "role": "gardener"} for id in PEOPLE[:4]]
    tree["groups/tomatoes.yaml"] = Kept(
        {"name": "Tomatoes", "kind": "team", "status": "active", "purpose": "Ripe ones", "members": members}, 1
    )
    meeting = {
        "series": "event",
        "status": "held",
        "date": "2026-11-06",
        "mode": "online",
        "facilitator": PEOPLE[3],
        "attended": list(PEOPLE[:4]),
    }
    tree["meetings/2026-11-06-seed-swap.yaml"] = Kept(meeting, 1)
    tree["skills/pruning.yaml"] = Kept({"name": "Pruning", "category": "technical", "about": "Less is more"}, 1)
    return tree
