"""The change of a file as a unified diff."""

from __future__ import annotations

import pytest

from cmtool.document.screen import MAX_BYTES
from cmtool.formats.diff import diff

MANY = "".join(f"line {number}\n" for number in range(1, 10)).encode()


def shown(before: bytes | None, after: bytes | None, around: int = 3) -> str:
    return "".join(f"{line}\n" for line in diff("members/ada.yaml", before, after, around=around))


def test_a_file_that_is_new_and_one_that_goes() -> None:
    assert shown(None, b"name: Ada\n") == ("--- /dev/null\n+++ b/members/ada.yaml\n@@ -0,0 +1 @@\n+name: Ada\n")
    assert shown(b"name: Ada\n", None) == ("--- a/members/ada.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-name: Ada\n")
    assert shown(b"name: Ada\n", b"name: Ada\n") == ""


def test_so_many_lines_around_a_change_as_are_asked_for() -> None:
    assert shown(MANY, MANY.replace(b"line 5", b"line five"), around=1) == (
        "--- a/members/ada.yaml\n+++ b/members/ada.yaml\n@@ -4,3 +4,3 @@\n line 4\n-line 5\n+line five\n line 6\n"
    )


def test_an_end_without_a_line_end_is_told_as_git_does() -> None:
    assert shown(b"a: 1", b"a: 1\n").endswith("-a: 1\n\\ No newline at end of file\n+a: 1\n")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"a\r\nb\r\n", b"a\nb\n", "from CR LF to LF"),
        (b"a\nb\n", b"a\r\nb\r\n", "from LF to CR LF"),
        (b"a\nb\r\n", b"a\nb\n", "from LF and CR LF to LF"),
    ],
)
def test_line_ends_that_change_are_one_line(before: bytes, after: bytes, told: str) -> None:
    assert shown(before, after) == f"members/ada.yaml: line ends change {told}\n"


def test_a_file_of_windows_lines_that_keeps_them_is_like_any_other() -> None:
    assert shown(b"a\r\nb\r\n", b"a\r\nc\r\n") == (
        "--- a/members/ada.yaml\n+++ b/members/ada.yaml\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    )


def test_a_carriage_return_alone_and_other_separators_are_text_of_their_line() -> None:
    text = shown(b"a\rb\n", "a\u2028b\n".encode())
    assert text.endswith("@@ -1 +1 @@\n-a\rb\n+a\u2028b\n")


def test_what_is_no_text_or_no_record_is_shown_as_far_as_it_goes() -> None:
    assert shown(b"\xff\n", b"ok\n").endswith("-\ufffd\n+ok\n")
    assert shown(b"x\n" * MAX_BYTES, b"") == ("members/ada.yaml: larger than 256 KiB, its change is not shown\n")
