"""The words of a card: a sentence of the person where there is one, else a question with its answer."""

from __future__ import annotations

from typing import Any

PLACEHOLDER = "[a sentence in their own words]"


def card(context: dict[str, Any]) -> dict[str, Any]:
    """What stands on a card, and what it shows in words for those who cannot see it."""
    question, words = _said(context)
    ribbon = "" if context["standing"] in ("ready", "published") else "DRAFT"
    shown = {"community": context["community"], "name": context["name"], "line": context["line"]}
    return {**shown, "question": question, "words": words, "ribbon": ribbon, "alt": _alt(shown, question, words)}


def _said(context: dict[str, Any]) -> tuple[str, str]:
    """The question, if one is shown, and the words below it."""
    if context["quote"]:
        return "", f"“{context['quote']}”"
    answered = [item for item in context["answers"] if item["lines"]]
    # what somebody is proud of says more on a card than who they are
    for item in sorted(answered, key=lambda item: item["id"] != "proud"):
        return item["question"], " ".join(filter(None, item["lines"]))
    return "", PLACEHOLDER


def _alt(shown: dict[str, Any], question: str, words: str) -> str:
    line = f", {shown['line']}" if shown["line"] else ""
    asked = f"{question} " if question else ""
    return f"Card of {shown['community']} with the name {shown['name']}{line}. It says: {asked}{words}"
