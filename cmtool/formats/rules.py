"""The pages of the rules, made from the rules themselves: for `explain` and docs/rules.md."""

from __future__ import annotations

from inspect import cleandoc
from itertools import groupby

from cmtool.checks import Rule, found_by, rules, subject_of


def summary(rule: Rule) -> str:
    """The first sentence of a rule's page."""
    return " ".join(cleandoc(rule.__doc__ or "").split("\n\n")[0].split())


def kind(rule: Rule) -> str:
    """Severity, and whether the rule looks at the clock."""
    return f"{rule.SEVERITY}, looks at the clock" if getattr(rule, "CLOCK", False) else rule.SEVERITY


def page(rule: Rule) -> str:
    """One rule: code, severity, why, examples, how to fix."""
    return f"{rule.CODE} ({kind(rule)})\n\n{cleandoc(rule.__doc__ or '')}\n"


def index() -> str:
    """All rules, one a line."""
    return "".join(f"{code}  {rule.SEVERITY:7}  {summary(rule)}\n" for code, rule in rules().items())


def markdown() -> str:
    """docs/rules.md."""
    told = [_HEAD]
    by_subject = sorted(rules().values(), key=lambda rule: (subject_of(rule), rule.CODE))
    for subject, found in groupby(by_subject, key=subject_of):
        told.append(f"## {subject.capitalize()}\n")
        for rule in found:
            clock = ", clock" if getattr(rule, "CLOCK", False) else ""
            by = "" if found_by(rule) == "check" else f", found by the {found_by(rule)}"
            told.append(f"### {rule.CODE}\n\n*{rule.SEVERITY}{clock}{by}*\n\n{cleandoc(rule.__doc__ or '')}\n")
    return "\n".join(told)


_HEAD = """# Rules

Made from the rules themselves (`pytest --accept` writes it anew). `cmtool explain CODE` prints one of them.

Errors fail `cmtool validate`; warnings only with `--fail-on warning`. A rule marked *clock* yields obligations with a
day: `cmtool due` lists them, and they never fail a pull request. A waiver in `community.yaml` silences a finding of a
record for a reason, until a day; YML, SCH, FIL, PRV101 and PRV102 are never waived.
"""
