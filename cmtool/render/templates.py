"""Templates filled in: the only importer of jinja2.

What a template prints is escaped for its target, which its name tells: `.md.j2` Markdown, `.html.j2` and `.svg.j2`
HTML, `.txt.j2` plain text. Templates get plain data only, iterate and print; the sandbox is only the second wall.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cmtool.errors import CmtoolError
from cmtool.render.charts import bars, columns, grid
from cmtool.render.escape import escape_md, legible, one_line, safe_url, url_in_md, visible
from cmtool.render.filters import day, percent, plural, sha256
from cmtool.render.fitting import fitted
from cmtool.render.plain import require_plain

MAX_OUTPUT = 10 * 1024 * 1024

_OF_A_DAY = frozenset({"year", "month", "day", "hour", "minute", "isoformat", "weekday", "isoweekday"})
_UNWANTED = ("lipsum", "cycler", "joiner", "namespace")
_UNWANTED_FILTERS = ("random", "pprint", "xmlattr", "urlize", "filesizeformat")

Load = Callable[[str], str | None]
"""The text of a template by its name; None where there is none."""


class Foreign(Exception):
    """A template of the registry is asked for where only ours may run."""


class Press:
    """Fills in templates that `load` knows. It keeps what it has read: one press serves many outputs."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._environments: dict[str, _Sandbox] = {}

    def fill(self, name: str, context: dict[str, Any]) -> str:
        """The text of a template filled in with plain data."""
        require_plain(context)
        pieces, length = [], 0
        try:
            for piece in self._environment(name).get_template(name).generate(context):
                length += len(piece)
                if length > MAX_OUTPUT:
                    raise CmtoolError(f"the output is larger than {MAX_OUTPUT >> 20} MiB")
                pieces.append(piece)
        except Foreign:
            raise
        except Exception as error:  # noqa: BLE001 - a template may do anything, and the user hears in which line
            raise _trouble(name, error) from None
        return "".join(pieces)

    def read(self, name: str) -> None:
        """Read a template without filling it in; trouble is raised."""
        try:
            self._environment(name).get_template(name)
        except Exception as error:  # noqa: BLE001 - as above
            raise _trouble(name, error) from None

    def _environment(self, name: str) -> _Sandbox:
        target = name.removesuffix(".j2").rpartition(".")[2]
        if target not in self._environments:
            self._environments[target] = _SANDBOXES[target](_Loader(self._load))
        return self._environments[target]


class _Loader(BaseLoader):
    """Templates by name alone; there is no search path."""

    def __init__(self, load: Load) -> None:
        self.load_text = load

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        text = self.load_text(template)
        if text is None:
            raise TemplateNotFound(template)
        return text, template, lambda: True


class _Sandbox(ImmutableSandboxedEnvironment):
    """What all targets share."""

    def __init__(self, loader: BaseLoader, *, autoescape: bool = True) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=autoescape,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            finalize=self.shown,
        )
        for name in _UNWANTED:
            del self.globals[name]
        for name in _UNWANTED_FILTERS:
            del self.filters[name]
        self.filters |= {"day": day, "plural": plural, "percent": percent, "sha256": sha256}
        self.filters |= {"paragraphs": self.paragraphs, "url": self.address}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value of a key before the method of that name: `meeting.items` is data."""
        if obj.__class__ is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of days and times their parts only: `day.today()` would read the clock."""
        if isinstance(obj, date | time):
            return attr in _OF_A_DAY
        return super().is_safe_attribute(obj, attr, value)

    @pass_context
    def shown(self, _context: Any, value: Any) -> Any:
        """A value as it is printed; text that is escaped already passes.

        Asking for the context keeps Jinja from printing constants while compiling, with its own escaping alone.
        """
        if value is None:
            return ""
        return value if isinstance(value, Markup) else self.escaped(_said(value))

    def escaped(self, text: str) -> str:
        """Foreign text for this target."""
        raise NotImplementedError

    def paragraphs(self, value: str) -> Markup:
        """Text of several paragraphs, a blank line between two."""
        blocks = "\n".join(line.rstrip() for line in str(value).splitlines()).split("\n\n")
        return Markup("\n\n".join(str(self.escaped(block)) for block in blocks if block.strip()))  # noqa: S704 - just escaped

    def address(self, value: str) -> Any:
        """An address for a link; empty where it is not safe."""
        return safe_url(str(value)) or ""


class _Html(_Sandbox):
    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(loader)
        self.filters |= {"markdown": _from_markdown, "columns": columns, "bars": bars, "grid": grid}

    def escaped(self, text: str) -> str:
        return escape(legible(text))

    def paragraphs(self, value: str) -> Markup:
        blocks = "\n".join(line.strip() for line in str(value).splitlines()).split("\n\n")
        return Markup("\n").join(Markup("<p>{}</p>").format(self.escaped(block)) for block in blocks if block.strip())


class _Svg(_Html):
    """A picture: XML that needs the same escapes as HTML, and text that nobody wraps for it."""

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(loader)
        self.filters["fitted"] = self.fitted

    def fitted(self, text: str, width: float, height: float, size: int, least: int) -> dict[str, Any]:
        """A text in a box; each line that is read from right to left is set apart, with its punctuation."""
        box = fitted(text, width, height, size, least)
        if box["rtl"]:
            box["lines"] = [Markup("\u2067{}\u2069").format(self.escaped(line)) for line in box["lines"]]
        return box


class _Markdown(_Sandbox):
    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(loader)
        for name in ("e", "escape", "forceescape"):
            self.filters[name] = self.shown
        for name in ("safe", "tojson"):
            del self.filters[name]

    def escaped(self, text: str) -> str:
        return Markup(escape_md(text))  # noqa: S704 - just escaped

    def address(self, value: str) -> Any:
        return Markup(url_in_md(str(value)))  # noqa: S704 - just escaped


class _Text(_Sandbox):
    """Plain text has no mark-up to escape; `Markup` only says that lines are meant."""

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(loader, autoescape=False)

    def escaped(self, text: str) -> str:
        return one_line(text)


_SANDBOXES: dict[str, type[Any]] = {"md": _Markdown, "html": _Html, "svg": _Svg, "txt": _Text}


def _said(value: Any) -> str:
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def _from_markdown(text: str) -> Markup:
    from cmtool.render.markdown import to_html

    return Markup(to_html(str(text)))  # noqa: S704 - made by markdown-it without HTML, then cleaned by nh3


def _trouble(name: str, error: Exception) -> CmtoolError:
    """What went wrong, in which template, in which line."""
    if isinstance(error, TemplateSyntaxError):
        place, line = error.name or name, error.lineno
    else:
        place, line = _last_place(error) or (name, 0)
    where = f"template '{place}', line {line}" if line else f"template '{place}'"
    return CmtoolError(f"{where}: {_reason(error)}")


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return visible(f"no template '{error.name}'")[:300]
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, MemoryError):
        return "needs too much memory"
    told = str(error) or type(error).__name__
    return visible(told[:1].lower() + told[1:]).removesuffix(".")[:300]


def _last_place(error: Exception) -> tuple[str, int] | None:
    """The innermost line of a template in a traceback; the loader names each template as its own file."""
    found, step = None, error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            found = file, step.tb_lineno
        step = step.tb_next
    return found
