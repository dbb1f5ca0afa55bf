"""Where to join: what may be published, and what lets in whoever has it."""

from __future__ import annotations

import pytest

from cmtool.schedule.joining import public_address


@pytest.mark.parametrize(
    "url",
    [
        "https://meet.meridian.example/payments",
        "https://zoom.example/j/123456789",
        "https://zoom.example/j/123456789?pwd=",
        "https://meet.example/abc-defg-hij?pli=1&authuser=0",
        "https://webex.example/j.php?MTID=m0123456789",
        "https://meet.example/payments#agenda",
        "https://zoom.example/my/keyboard-players?lang=en",
        "https://teams.example/l/meetup-join/19%3ameeting_Nj%40thread.v2/0?context=%7b%22Tid%22%3a%22ab%22%7d",
        "https://calendar.example/embed?src=abc%40group.calendar.google.com",
        "https://meet.example/?author=ada&compass=north&session=opening",
        "https://docs.example/passwords/how-to",
    ],
)
def test_an_address_without_a_secret_is_published_as_it_is(url: str) -> None:
    assert public_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://zoom.example/j/123?pwd=Ab1",
        "https://zoom.example/j/123?uname=x&PWD=Ab1",
        "https://zoom.example/w/123?tk=abc",
        "https://meet.example/x?passcode=1",
        "https://meet.example/x?password=1",
        "https://meet.example/x?jwt=ey",
        "https://meet.example/x?access_token=1",
        "https://meet.example/x?authkey=1",
        "https://meet.example/x?a=b;key=1",
        "https://meet.example/x#pwd=1",
        "https://meet.example/#/room?token=1",
        "https://meet.example/password=1",
        "https://teams.example/meet/123?p=Ab1",
        "https://zoom.example/j/123?%70wd=Ab1",
        "https://safe.example/?url=https%3A%2F%2Fzoom.example%2Fj%2F1%3Fpwd%3DAb1",
        "https://safe.example/?url=https%253A%252F%252Fzoom.example%252Fj%252F1%253Fpwd%253DAb1",
        "https://ada@meet.example/x",
        "https://ada:secret@meet.example/x",
        "https://[meet.example/x",
        "https://zoom.example/j/123/pwd/Ab1",
        "https://meet.example/token/Ab1",
        "https://meet.example/x;jsessionid=Ab1",
        "https://meet.example/x?PHPSESSID=Ab1",
        "https://meet.example/x?sid=Ab1",
        "https://meet.example/x?host_key=1",
        "https://meet.example/x?accessCode=1",
        "https://meet.example/x?otp=1",
        "https://bbb.example/join?checksum=ab",
        "https://meet.example/x?a,pwd=1",
        "https://meet.example/x?\uff50\uff57\uff44=1",
        "https://meet.example/x?passcode:1",
        "https://meet.example/x?q=%252525253Fpwd%252525253D1",
        "https://meet.example/x?q=%" + "25" * 40 + "3Fpwd",
        "https://meet.example/x?u=ada@garden.example",
        "https://meet.example/x?u=ada%40garden.example",
        "https://meet.example/x?tel=+491701234567",
        "https://meet.example/x?phone=491701234567",
        "https://wa.me/491701234567",
    ],
)
def test_an_address_with_a_secret_is_not(url: str) -> None:
    assert public_address(url) is None


def test_no_address_is_none() -> None:
    assert public_address(None) is None
