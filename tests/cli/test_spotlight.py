"""Scenes: a manager takes a spotlight from the queue to the post, and takes it back when she is asked to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_verbs import told, typed
from tests.edits.spotlights import (
    ANSWERS,
    APPROVED,
    COMMUNITY,
    CONSENT,
    ID,
    PAYMENTS,
    PEOPLE,
    POST,
    TODAY,
    spotlight,
)
from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
NO_GIT = "note: no git repository keeps this registry: the files are changed, but there is no history\n"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The small community on disk, without git."""
    root = tmp_path / "registry"
    for ref, text in {"community": COMMUNITY, "groups/payments": PAYMENTS, **PEOPLE}.items():
        (root / ref).parent.mkdir(parents=True, exist_ok=True)
        (root / f"{ref}.yaml").write_text(text, "utf-8")
    return root


def put(root: Path, text: str, id: str = ID) -> Path:
    (root / "spotlights").mkdir(exist_ok=True)
    file = root / f"spotlights/{id}.yaml"
    file.write_text(text + "\n", "utf-8")
    return file


def run(cmtool: Run, root: Path, *words: str, today: str = str(TODAY)) -> Outcome:
    return cmtool("spotlight", *words, "--today", today, cwd=root)


def test_queue_is_listed_with_its_reasons_and_nothing_is_written(cmtool: Run, registry: Path) -> None:
    put(registry, spotlight("published", ANSWERS, CONSENT, APPROVED, POST, planned="2026-11-19"))
    done = run(cmtool, registry, "next", "--list", "--count", "2")
    assert done == (
        0,
        "planned for 2027-01-06, in linkedin\n"
        "every 31 days; the last one is of 2026-11-19, so the next is due 2026-12-20\n"
        "after the time for caution until 2027-01-05: Holidays\n"
        "\n"
        "1  Liis Tamm (liis-tamm)\n"
        "   + never shown\n"
        "   + europe: 50% of those who may be shown, 0 of 1 spotlights\n"
        "   + in no group: 50% of those who may be shown, 0 of 1 spotlights\n"
        "   + has consented on 2024-01-01\n"
        "   + a member since 2024-01-01\n"
        "\n"
        "2  Rosa Quispe (rosa-quispe)\n"
        "   + never shown\n"
        "   + americas: 25% of those who may be shown, 0 of 1 spotlights\n"
        "   + in no group: 50% of those who may be shown, 0 of 1 spotlights\n"
        "   + to be asked: consent to spotlight\n"
        "   + a member since 2025-09-01\n"
        "\n"
        "1 more waits: --count shows it\n",
        "",
    )
    assert len(list((registry / "spotlights").iterdir())) == 1


def test_queue_for_a_program(cmtool: Run, registry: Path) -> None:
    done = run(cmtool, registry, "next", "--member", "rosa-quispe", "--on", "2026-12-24", "--format", "json")
    assert json.loads(done.out) == {
        "planned": "2026-12-24",
        "basis": ["the day that you chose"],
        "channels": ["linkedin"],
        "group": None,
        "waiting": 4,
        "candidates": [
            {
                "member": "rosa-quispe",
                "last": None,
                "to_ask": ["spotlight"],
                "for": [
                    "never shown",
                    "americas: 25% of those who may be shown, no spotlight yet",
                    "in no group: 50% of those who may be shown, no spotlight yet",
                    "to be asked: consent to spotlight",
                    "a member since 2025-09-01",
                ],
                "against": ["in a time for caution, 2026-12-20 to 2027-01-05: Holidays"],
                "shares": [
                    {"kind": "group", "id": None, "people": 2, "of_people": 4, "shown": 0, "of_spotlights": 0},
                    {"kind": "region", "id": "americas", "people": 1, "of_people": 4, "shown": 0, "of_spotlights": 0},
                ],
            }
        ],
    }


def test_whole_way_each_command_tells_the_next(cmtool: Run, registry: Path) -> None:
    id = "2026-12-08-rosa-quispe"
    file = registry / f"spotlights/{id}.yaml"
    wrote = f"wrote spotlights/{id}.yaml\n"
    done = run(cmtool, registry, "next", "--member", "members/rosa-quispe", "--on", "2026-12-08")
    assert (done.code, done.err) == (0, f"{NO_GIT}{wrote}then: cmtool draft consent {id}\n")
    assert file.read_text() == "member: rosa-quispe\nplanned: 2026-12-08\nstatus: invited\nchannels:\n  - linkedin\n"
    form = cmtool("draft", "consent", id, "--today", str(TODAY), cwd=registry).out
    assert "## who: Who are you?\n" in form
    reply = form.replace("## who: Who are you?\n", "## who: Who are you?\nA nurse.\n\n## hobby: Singing?\nYes\n")
    (registry / "answers.txt").write_text("".join(f"> {line}\r\n" for line in reply.splitlines()))
    done = run(
        cmtool, registry, "answer", id, "--from", "answers.txt", "--quote", "Land is memory", "--consent", "today"
    )
    approve = f"cmtool spotlight approve {id} --by MEMBER --consent DAY"
    text, post = f"cmtool draft spotlight {id} --folder DIR", f"cmtool spotlight publish {id} --url URL"
    assert (done.code, done.err) == (
        0,
        "note: not read, no question of ours: 'hobby: Singing?'\n"
        "note: not answered: proud\n"
        f"{NO_GIT}wrote 2 files\nthen: {text} (text and cards, to be seen by who is shown)\n"
        f"then: {approve} (once they said yes to them)\n",
    )

    done = run(cmtool, registry, "approve", id, "--by", "liis-tamm")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        f"error: spotlights/{id} cannot be approved: linkedin: no consent to the text is written down\n"
        f"when they have seen the text and agreed: {approve}\n",
    )
    done = run(cmtool, registry, "approve", id, "--by", "liis-tamm", "--consent", "2026-11-20")
    posted = f"then: {text} (text and cards, to be posted)\nthen: {post} (once it is posted)\n"
    assert (done.code, done.err) == (0, f"{NO_GIT}{wrote}{posted}")

    done = run(cmtool, registry, "publish", id, "--url", "https://social.example/p/7", today="2026-12-08")
    assert (done.code, done.err) == (0, f"{NO_GIT}{wrote}then: cmtool spotlight next (due 2027-01-08)\n")
    assert file.read_text() == (
        "member: rosa-quispe\nplanned: 2026-12-08\nstatus: published\nchannels:\n  - linkedin\n"
        "answers:\n  who: A nurse.\nquote: Land is memory\n"
        "consent:\n  given: 2026-11-20\n  channels:\n    - linkedin\n  text_seen: true\n  text: 2069ca1c740b41cd\n"
        "approved_by: liis-tamm\n"
        "published:\n  - channel: linkedin\n    date: 2026-12-08\n    url: https://social.example/p/7\n"
    )

    done = run(cmtool, registry, "withdraw", id, today="2026-12-09")
    down = f"cmtool spotlight withdraw {id} --taken-down linkedin"
    assert done.err.splitlines()[0] == "note: take it down in linkedin: https://social.example/p/7"
    assert done.err.splitlines()[-1] == f"then: {down}"
    late = cmtool("due", "--today", "2026-12-09", cwd=registry).out
    assert f"2026-12-09  SPO103  spotlights/{id}  liis-tamm\n" in late and f"  {down}\n" in late
    done = run(cmtool, registry, "withdraw", id, "--taken-down", "all", today="2026-12-10")
    assert done.err.endswith("then: cmtool spotlight next\n")
    assert "SPO" not in cmtool("validate", "--today", "2026-12-10", cwd=registry).out


def test_group_is_shown_by_its_name(cmtool: Run, registry: Path) -> None:
    done = run(cmtool, registry, "next", "--group", "payments", "--on", "2026-12-24", "--channel", "newsletter")
    assert done.out.startswith(
        "planned for 2026-12-24, in newsletter\nthe day that you chose\n"
        "- in a time for caution, 2026-12-20 to 2027-01-05: Holidays\n"
    )
    assert (registry / "spotlights/2026-12-24-payments.yaml").read_text() == (
        "group: payments\nplanned: 2026-12-24\nstatus: invited\nchannels:\n  - newsletter\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["next", "--member", "kofi-mensah"], "members/kofi-mensah declined spotlight: nobody asks again; if they say "
         "yes by themselves: cmtool set members/kofi-mensah consents.spotlight=DAY"),
        (["next", "--member", "amina-diallo"], f"spotlights/{ID} shows them already: it is invited"),
        (["next", "--member", "rosa-quispe", "--group", "payments"],
         "a spotlight shows a member or a group: leave --member or --group out"),
        (["next", "--member", "groups/payments"], "'groups/payments' is not in members/"),
        (["answer", ID], "no answer is given: KEY=TEXT for who, proud; "
         f"cmtool draft consent {ID} writes a form, --from FILE reads it back"),
        (["answer", ID, "a nurse"], "an answer is KEY=TEXT, as who='I keep registers'; 'a nurse' has no '='"),
        (["answer", ID, "who=a", "who=b"], "'who' is given twice: which of them?"),
        (["answer", ID, "--from", "nothing.txt"], "nothing.txt: cannot read nothing.txt: No such file or directory"),
        (["answer", "members/amina-diallo", "who=a"], "'members/amina-diallo' is not in spotlights/"),
        (["publish", "nobody", "--url", "https://x.example"], "no record 'spotlights/nobody'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_one_sentence(cmtool: Run, registry: Path, words: list[str], message: str) -> None:
    put(registry, spotlight("invited"))
    assert run(cmtool, registry, *words) == (2, "", f"error: {message}\n")


def test_addresses_are_neither_written_nor_repeated(cmtool: Run, registry: Path) -> None:
    put(registry, spotlight("invited"))
    done = run(cmtool, registry, "answer", ID, "write to amina@mail.example")
    assert done.err == "error: an answer is KEY=TEXT, as who='I keep registers'; a text of 27 characters has no '='\n"
    done = run(cmtool, registry, "answer", ID, "who=+221 77 123 45 67")
    assert done.err == (
        "error: the answer to 'who' holds a mail address or a phone number: take it out, posts name the shared address\n"
    )


def test_dry_run_writes_nothing_and_names_no_next_step(cmtool: Run, registry: Path) -> None:
    file = put(registry, spotlight("invited"))
    before = file.read_text()
    done = run(cmtool, registry, "answer", ID, "who=A nurse", "--dry-run")
    assert (done.code, done.err) == (0, "note: not answered: proud\nnothing was written: --dry-run\n")
    assert file.read_text() == before


# -- a person may always take consent back


@pytest.mark.parametrize(
    ("ref", "assignment", "finding"),
    [
        (
            "members/amina-diallo",
            "consents.spotlight=declined",
            "SPO101 error published in 'linkedin' without valid consent: "
            "members/amina-diallo did not consent to spotlight",
        ),
        (
            "members/amina-diallo",
            "consents.listing=declined",
            "SPO101 error published in 'linkedin' without valid consent: members/amina-diallo did not consent to listing",
        ),
        (
            "members/amina-diallo",
            "consents.spotlight=",
            "SPO101 error published in 'linkedin' without valid consent: "
            "members/amina-diallo did not consent to spotlight",
        ),
        (
            f"spotlights/{ID}",
            "consent.withdrawn=today",
            "SPO103 error consent withdrawn on 2026-11-20, but the status is published",
        ),
        (
            f"spotlights/{ID}",
            "consent.channels=newsletter",
            None,
        ),
        (f"spotlights/{ID}", "consent=", None),
        (f"spotlights/{ID}", "consent.text_seen=false", None),
        (f"spotlights/{ID}", "member=rosa-quispe", None),
    ],
)
def test_taking_back_gets_through_though_the_post_stands_and_other_changes_do_not(
    cmtool: Run, registry: Path, ref: str, assignment: str, finding: str | None
) -> None:
    put(registry, spotlight("published", ANSWERS, CONSENT, APPROVED, POST))
    done = cmtool("set", ref, assignment, "--today", str(TODAY), cwd=registry)
    if finding is None:
        assert (done.code, done.err) == (1, "error: this would make 1 error: nothing was changed\n")
        return
    assert done.code == 0
    assert finding in done.out
    help = cmtool("validate", "--today", str(TODAY), cwd=registry)
    assert help.code == 1
    assert f"cmtool spotlight withdraw {ID}" in help.out, "what remains to be done is a command"
    assert run(cmtool, registry, "withdraw", ID, "--taken-down", "all").code == 0
    assert cmtool("validate", "--today", str(TODAY), cwd=registry).code == 0


def test_channel_less_is_a_consent_taken_back_too(cmtool: Run, registry: Path) -> None:
    wide = CONSENT.replace("[linkedin]", "[linkedin, newsletter]")
    put(registry, spotlight("published", ANSWERS, wide, APPROVED, POST))
    done = cmtool("set", f"spotlights/{ID}", "consent.channels-=linkedin", "--today", str(TODAY), cwd=registry)
    assert done.code == 0
    assert (
        "SPO101 error published in 'linkedin' without valid consent: the consent does not cover 'linkedin'" in done.out
    )


def test_nothing_is_approved_by_hand_without_consent(cmtool: Run, registry: Path) -> None:
    put(registry, spotlight("answered", ANSWERS))
    words = ("status=approved", "approved_by=liis-tamm")
    done = cmtool("set", f"spotlights/{ID}", *words, "--today", str(TODAY), cwd=registry)
    assert (done.code, "SPO101" in done.out) == (1, True)
    done = cmtool("set", f"spotlights/{ID}", *words, "--force", "--today", str(TODAY), cwd=registry)
    assert (done.code, "SPO101" in done.out) == (1, True)


# -- with git


def test_on_a_terminal_the_open_questions_are_asked(own_demo: Path) -> None:
    new = ["spotlight", "next", "--member", "rosa-quispe", "--on", "2027-03-16"]
    assert "then: cmtool draft consent 2027-03-16-rosa-quispe" in typed(own_demo, new, [])
    typed(own_demo, ["spotlight", "answer", "2027-03-16-rosa-quispe"], ["I map land", "", "", "", ""])
    assert (
        (own_demo / "registry/spotlights/2027-03-16-rosa-quispe.yaml")
        .read_text()
        .endswith("answers:\n  who: I map land\n")
    )


def test_each_step_is_a_commit_that_names_ids_alone(cmtool: Run, own_demo: Path) -> None:
    assert cmtool("spotlight", "next", "--member", "rosa-quispe", "--on", "2027-03-16", cwd=own_demo).code == 0
    id = "2027-03-16-rosa-quispe"
    assert cmtool("spotlight", "answer", id, "who=I map land", "--consent", "today", cwd=own_demo).code == 0
    done = cmtool("spotlight", "approve", id, "--by", "liis-tamm", "--consent", "today", cwd=own_demo)
    assert told(done.out).splitlines()[-1] == f"saved ####### on main: spotlights/{id}: approved"
    assert cmtool("spotlight", "withdraw", id, cwd=own_demo).code == 0
    assert git(own_demo, "log", "-4", "--format=%s%n%b").strip().split("\n\n") == [
        f"spotlights/{id}: {what}\nCmtool-Change: spotlight\n{records}"
        for what, records in (
            ("withdrawn", f"Cmtool-Record: spotlights/{id}"),
            ("approved", f"Cmtool-Record: spotlights/{id}"),
            ("answered", f"Cmtool-Record: spotlights/{id}\nCmtool-Record: members/rosa-quispe"),
            ("invited", f"Cmtool-Record: spotlights/{id}"),
        )
    ]
    assert cmtool("validate", cwd=own_demo).code == 0
