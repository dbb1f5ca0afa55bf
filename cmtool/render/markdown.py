"""Markdown to HTML, for text in which strangers wrote: no HTML in it, no images, links that are checked twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cmtool.render.escape import safe_url

_TAGS = frozenset(
    "h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td strong em s code pre blockquote hr br a".split()  # noqa: SIM905
)
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_NEAR = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._/-]*)?(?:#[A-Za-z0-9_-]*)?", re.ASCII)
_MAIL = re.compile(r"mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", re.ASCII)
_BOX = re.compile(r"\[([ xX])\] ")


def to_html(text: str) -> str:
    """The body of a page: only elements that text needs."""
    body: str = _parser().render(text)
    return nh3.clean(
        body,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes={"li": {"box"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = _is_link  # type: ignore[method-assign]
    parser.add_render_rule("image", _description)
    parser.core.ruler.push("boxes", _boxes)
    parser.core.ruler.push("aligned", _aligned)
    return parser


def _is_link(url: str) -> bool:
    """An address of the web, a mailbox, or a page beside this one."""
    return bool(safe_url(url) or _MAIL.fullmatch(url) or _NEAR.fullmatch(url))


def _description(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    """The words of an image stand for it: loading it would tell others who reads the page."""
    return tokens[index].content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _boxes(state: Any) -> None:
    """`- [ ]` and `- [x]` as boxes on paper."""
    for item, paragraph, token in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if (item.type, paragraph.type, token.type) == ("list_item_open", "paragraph_open", "inline") and token.children:
            first = token.children[0]
            if _BOX.match(first.content):
                item.attrs["class"] = "box"
            first.content = _BOX.sub(lambda found: "☐ " if found[1] == " " else "☑ ", first.content, count=1)


def _aligned(state: Any) -> None:
    """Columns are aligned by an attribute: the page's policy allows no style in an element."""
    for token in state.tokens:
        style = token.attrs.pop("style", "")
        if isinstance(style, str) and style.startswith("text-align:"):
            token.attrs["align"] = style.removeprefix("text-align:")
