"""Signatures, with real keys: who may sign is what the commit before said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.identity import COMMUNITY, values_of
from cmtool.history.keys import Keys, keys_along, keys_path, owners, refuse_without
from cmtool.history.objects import commits
from cmtool.history.repository import Repository, opened
from cmtool.history.signatures import Checked, checked, damage
from cmtool.history.timeline import timeline
from tests.history.signing import COMMUNITY as SETTINGS
from tests.history.signing import DAY, START, Signed, founded, needs_ssh_keygen

pytestmark = needs_ssh_keygen


def judged(made: Signed) -> list[Checked]:
    """What is said of each commit after the first, oldest first."""
    repository = opened(made.root)
    steps = list(timeline(repository, repository.head()))
    told = list(commits(repository, [step.commit for step in steps]))
    found = checked(repository, list(zip(told, keys_along(repository, steps), strict=False))[1:])
    return [found[commit.id] for commit in told[1:]]


def states(made: Signed) -> list[str]:
    return [one.text for one in judged(made)]


def principals(made: Signed) -> list[str]:
    return [one.principal for one in judged(made)]


def test_signature_of_an_allowed_key_is_good_and_proves_the_signer(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.commit(by="ada-stone")
    assert states(made) == ["good: ada-stone"]
    assert principals(made) == ["ada-stone"]


def test_unsigned_commit_in_the_middle_is_seen(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.commit(by="ada-stone")
    made.commit()
    made.commit(by="ada-stone")
    assert states(made) == ["good: ada-stone", "unsigned", "good: ada-stone"]


def test_key_does_not_vouch_for_the_commit_that_brings_it(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.allow("ada-stone", "mallory")
    made.commit(by="mallory")
    made.commit(by="mallory")
    assert states(made) == ["key not allowed", "good: mallory"]


def test_key_that_somebody_else_brought_counts_from_the_next_commit_on(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.allow("ada-stone", "ben-okoro")
    made.commit(by="ada-stone")
    made.commit(by="ben-okoro")
    assert states(made) == ["good: ada-stone", "good: ben-okoro"]


def test_merge_vouches_for_the_commits_of_its_side_branch(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.git("checkout", "--quiet", "-b", "side")
    made.allow("ada-stone", "mallory")
    made.commit()
    made.git("checkout", "--quiet", "main")
    for signer in ("mallory", "ada-stone"):
        made.git("merge", "--quiet", "--no-ff", "--no-commit", "side", GIT_COMMITTER_NAME="x", GIT_COMMITTER_EMAIL="x")
        made.commit(by=signer)
        assert made.git("rev-list", "--count", "HEAD") == "3"
        assert states(made) == ["good: ada-stone" if signer == "ada-stone" else "key not allowed"]
        made.git("reset", "--quiet", "--hard", "HEAD^")


def test_settings_that_point_to_another_file_count_from_the_next_commit_on(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.write({"community.yaml": SETTINGS.replace("keys/allowed_signers", "keys/mine")})
    made.write({"keys/mine": f"mallory {made.key('mallory')}\n"})
    made.commit(by="mallory")
    assert states(made) == ["key not allowed"]


def test_file_that_the_settings_come_to_name_may_have_been_there_before(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.write({"keys/others": f"ben-okoro {made.key('ben-okoro')}\n"})
    made.commit(by="ada-stone")
    made.write({"community.yaml": SETTINGS.replace("keys/allowed_signers", "keys/others")})
    made.commit(by="ada-stone")
    made.commit(by="ben-okoro")
    assert states(made) == ["good: ada-stone", "good: ada-stone", "good: ben-okoro"]


def test_commit_of_which_git_says_nothing_is_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = founded(tmp_path, "ada-stone")
    made.commit(by="ada-stone")
    monkeypatch.setattr(Repository, "fed", lambda self, *arguments, data: b"")
    assert judged(made) == [Checked("not checked", is_good=False)]


def test_key_that_was_taken_out_is_not_allowed_any_more(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone", "ben-okoro")
    made.commit(by="ben-okoro")
    made.allow("ada-stone")
    made.commit(by="ada-stone")
    made.commit(by="ben-okoro")
    assert states(made) == ["good: ben-okoro", "good: ada-stone", "key not allowed"]


def test_back_dated_commit_with_a_key_that_was_taken_out_fails_though_its_date_is_in_the_time_of_the_key(
    tmp_path: Path,
) -> None:
    made = founded(tmp_path, "ada-stone", "ben-okoro")
    made.allow("ada-stone")
    made.commit(by="ada-stone")
    made.commit(by="ben-okoro", when=START)
    assert states(made) == ["good: ada-stone", "key not allowed"]


def test_back_dated_commit_with_an_expired_key_passes_so_dates_withdraw_no_key(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.allow("ada-stone", options='valid-before="20250104"')
    made.commit(by="ada-stone")
    made.commit(by="ada-stone", when=START + 30 * DAY)
    made.commit(by="ada-stone", when=START)
    assert states(made) == ["good: ada-stone", "key not allowed", "good: ada-stone"]


def test_commit_that_was_altered_after_it_was_signed_has_a_bad_signature(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.commit("give ada a day off", by="ada-stone")
    made.forged((b"ada a day", b"ada a year"))
    assert states(made) == ["bad signature"]


@pytest.mark.parametrize(
    "signature",
    [
        "garbage",
        "-----BEGIN SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----",
        "xx-----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----",
    ],
)
def test_forged_signature_stops_no_check_of_the_others(signature: str, tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.commit(by="ada-stone")
    made.commit()
    made.forged((b"\n\na change", f"\ngpgsig {signature}\n\na change".encode()))
    made.commit(by="ada-stone")
    assert states(made) == ["good: ada-stone", "bad signature", "good: ada-stone"]


@pytest.mark.parametrize(
    ("signature", "state"),
    [
        ("-----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----", "no key to check"),
        ("-----BEGIN SIGNED MESSAGE-----\n x\n -----END SIGNED MESSAGE-----", "no key to check"),
        ("-----BEGIN PGP SIGNATURE----- SSH SIGNATURE\n \n iQ\n -----END PGP SIGNATURE-----", "unsigned"),
    ],
)
def test_other_kinds_of_signatures_run_no_program_of_the_auditor(
    signature: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = founded(tmp_path, "ada-stone")
    made.commit()
    made.forged((b"\n\na change", f"\ngpgsig {signature}\n\na change".encode()))
    ran = tmp_path / "RAN"
    for name in ("gpg", "gpgsm"):
        (tmp_path / name).write_text(f"#!/bin/sh\ntouch {ran}\necho '[GNUPG:] GOODSIG 1 ada-stone'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert states(made) == [state]
    assert not ran.exists()


def test_key_of_several_people_proves_none_of_them(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.write({"keys/allowed_signers": f"ada-stone {made.key('ada-stone')}\nben-okoro {made.key('ada-stone')}\n"})
    made.commit(by="ada-stone")
    made.commit(by="ada-stone")
    assert states(made) == ["good: ada-stone", "good: ada-stone or ben-okoro"]
    assert principals(made) == ["ada-stone", ""]


def test_mailmap_and_author_do_not_change_who_signed(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    (made.top / ".mailmap").write_text("Mallory <mallory@example.org> <ada@example.org>\n")
    made.commit(by="ada-stone", author="Boss <boss@example.org>")
    assert states(made) == ["good: ada-stone"]


def test_before_there_were_keys_nobody_is_allowed(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.write({"keys/allowed_signers": None})
    made.commit(by="ada-stone")
    made.commit(by="ada-stone")
    assert states(made) == ["good: ada-stone", "key not allowed"]


def test_file_of_signers_lies_in_the_registry_not_at_the_top_of_the_repository(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone", prefix="registry/")
    (made.top / "keys").mkdir()
    (made.top / "keys/allowed_signers").write_text(f"mallory {made.key('mallory')}\n")
    made.commit(by="ada-stone")
    made.commit(by="mallory")
    assert states(made) == ["good: ada-stone", "key not allowed"]


def test_link_in_place_of_the_file_allows_nobody(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    (made.root / "keys/real").write_text(f"ada-stone {made.key('ada-stone')}\n")
    (made.root / "keys/allowed_signers").unlink()
    (made.root / "keys/allowed_signers").symlink_to("real")
    made.commit(by="ada-stone")
    made.commit(by="ada-stone")
    assert states(made) == ["good: ada-stone", "key not allowed"]
    assert refused(made) == "keys/allowed_signers is no regular file: put the allowed signers themselves there"


def refused(made: Signed) -> str:
    repository = opened(made.root)
    *_, last = keys_along(repository, list(timeline(repository, repository.head())))
    with pytest.raises(CmtoolError) as error:
        refuse_without(last, values_of(COMMUNITY, (made.root / "community.yaml").read_bytes()))
    return str(error.value)


@pytest.mark.parametrize(
    "path", ["../keys", "/etc/passwd", "keys/../../x", "keys//x", "./keys", "C:/keys", r"..\\keys"]
)
def test_file_of_signers_outside_the_registry_is_refused(path: str, tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.write({"community.yaml": SETTINGS.replace("keys/allowed_signers", f"'{path}'")})
    made.commit()
    assert refused(made) == "community.yaml: keys leaves the registry: name a file in it, as keys/allowed_signers"


def test_settings_without_keys_say_what_to_add(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.write({"community.yaml": "name: Without\n"})
    made.commit()
    assert refused(made) == (
        "community.yaml names no file of allowed signers: add 'keys: keys/allowed_signers', "
        "and a line '<member id> ssh-ed25519 AAAA...' in that file for each who signs"
    )


def test_file_that_nobody_committed_is_refused(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    made.write({"keys/allowed_signers": None})
    made.commit()
    assert refused(made) == (
        "keys/allowed_signers, which community.yaml: keys names, is in no commit: git add it, and commit"
    )


def test_missing_program_is_no_bad_signature(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = founded(tmp_path, "ada-stone")
    made.commit(by="ada-stone")
    monkeypatch.setattr(Repository, "finds", lambda self, program: False)
    with pytest.raises(CmtoolError) as error:
        states(made)
    assert str(error.value) == "ssh-keygen is not installed: signatures are checked with it (it comes with OpenSSH)"


def test_owners_of_a_key_are_read_through_quotes_options_and_comments() -> None:
    key = "AAAAC3NzaC1lZDI1NTE5AAAAIB1"
    padded = key + "=" * (-len(key) % 4)
    text = f'# x ssh-ed25519 {padded}\n"ada-stone,ben-okoro" namespaces="git" ssh-ed25519 {padded} note\ncem-aydin ssh-rsa !\n'
    assert list(owners(text.encode()).values()) == [{"ada-stone", "ben-okoro"}]


def test_path_of_the_file_is_a_text() -> None:
    assert [keys_path({"keys": value}) for value in (None, ["a"], {"a": "b"}, "keys/allowed")] == [
        "",
        "",
        "",
        "keys/allowed",
    ]
    assert keys_path(None) == ""


def test_keys_before_the_first_commit_are_none(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    repository = opened(made.root)
    first, last = keys_along(repository, list(timeline(repository, repository.head())))
    assert first == Keys("", None)
    assert last == Keys("keys/allowed_signers", made.git("rev-parse", "HEAD:keys/allowed_signers"))


def test_sound_repository_has_no_damage(tmp_path: Path) -> None:
    assert list(damage(opened(founded(tmp_path, "ada-stone").root))) == []


def test_replaced_commits_and_altered_objects_are_damage(tmp_path: Path) -> None:
    made = founded(tmp_path, "ada-stone")
    first = made.git("rev-parse", "HEAD")
    second = made.commit()
    made.git("replace", second, first)
    blob = made.git("rev-parse", "HEAD:community.yaml")
    file = made.top / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(b"")
    replaced, broken = damage(opened(made.root))
    assert replaced == f"refs/replace/{second} tells git another past"
    assert re.fullmatch(r"git fsck finds the repository damaged: .+", broken)
