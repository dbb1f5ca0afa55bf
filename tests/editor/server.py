"""Talk to yaml-language-server as an editor does: JSON-RPC over its standard input and output."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from subprocess import PIPE, Popen
from threading import Thread
from typing import Any, NamedTuple

QUIET = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
"""Nothing is asked for in the network."""
_PATIENCE = 30


class Mark(NamedTuple):
    """What an editor underlines: line and column from 1, the text under it, and what is said."""

    line: int
    column: int
    text: str
    message: str


class Server:
    """A running server, and what it says about texts that are not on disk."""

    def __init__(self, package: Path, root: Path) -> None:
        from tests.editor.npm import NODE  # not there where no test of an editor is run

        self.settings: dict[str, Any] = {}
        self._process = Popen([NODE, package / "bin" / "yaml-language-server", "--stdio"], stdin=PIPE, stdout=PIPE)
        self._came: Queue[dict[str, Any]] = Queue()
        self._kept: list[dict[str, Any]] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self._number = self._version = 0
        folder = {"uri": root.as_uri(), "name": root.name}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        about = {
            "processId": None,
            "rootUri": folder["uri"],
            "workspaceFolders": [folder],
            "capabilities": capabilities,
        }
        self.ask("initialize", about)
        self._send({"method": "initialized", "params": {}})
        self.configure({})

    def configure(self, schemas: dict[str, str]) -> None:
        """Set `yaml.schemas` as the settings of an editor do: a schema and the files that it is for."""
        self.settings = {**QUIET, "schemas": schemas}
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": {}}})
        self._until(lambda message: message.get("method") == "workspace/configuration")

    def marks(self, path: Path, text: str) -> list[Mark]:
        """What is marked in a text that stands in a file."""
        return self.marks_of({path: text})[path]

    def marks_of(self, texts: dict[Path, str]) -> dict[Path, list[Mark]]:
        """What is marked in texts that are open side by side: the server waits a moment before it judges one."""
        for path, text in texts.items():
            self._open(path, text)
        said = {path: self._judged(path, text) for path, text in texts.items()}
        for path in texts:
            self._close(path)
        return said

    def completions(self, path: Path, text: str) -> dict[str, str]:
        """What is offered where `|` stands in a text, with its explanation."""
        bare, place = _cursor(text)
        self._open(path, bare)
        found = self.ask("textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": place})
        self._close(path)
        return {item["label"]: _plain(item.get("documentation", "")) for item in found["items"]}

    def hover(self, path: Path, text: str) -> str:
        """What is told of the word where `|` stands in a text."""
        bare, place = _cursor(text)
        self._open(path, bare)
        found = self.ask("textDocument/hover", {"textDocument": {"uri": path.as_uri()}, "position": place})
        self._close(path)
        return _plain(found["contents"]) if found else ""

    def ask(self, method: str, params: Any) -> Any:
        """A request and its answer."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        answer = self._until(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def stop(self) -> None:
        """End the server."""
        self.ask("shutdown", None)
        self._send({"method": "exit"})
        self._process.wait(_PATIENCE)
        self._reader.join(_PATIENCE)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()

    def _judged(self, path: Path, text: str) -> list[Mark]:
        lines = text.split("\n")
        return [_mark(found, lines) for found in self._until(_said_of(path))["params"]["diagnostics"]]

    def _open(self, path: Path, text: str) -> None:
        self._version += 1  # the server keeps what it has parsed of a version
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": self._version, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def _close(self, path: Path) -> None:
        self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": path.as_uri()}}})
        self._until(_said_of(path))

    def _until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message that is wanted; what the server asks on the way is answered, the rest kept for later."""
        for index, message in enumerate(self._kept):
            if wanted(message):
                return self._kept.pop(index)
        while True:
            message = self._came.get(timeout=_PATIENCE)
            if "method" in message and "id" in message:
                asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
                result = [self.settings if item.get("section") == "yaml" else {} for item in asked] or None
                self._send({"id": message["id"], "result": result})
            if wanted(message):
                return message
            self._kept.append(message)

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout
        while line := self._process.stdout.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
                while self._process.stdout.readline().strip():
                    pass
                self._came.put(json.loads(self._process.stdout.read(length)))


def _said_of(path: Path) -> Callable[[dict[str, Any]], bool]:
    """Is a message the judgement on a file?"""
    return lambda message: (
        message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == path.as_uri()
    )


def _mark(found: dict[str, Any], lines: list[str]) -> Mark:
    start, end = found["range"]["start"], found["range"]["end"]
    last = end["character"] if end["line"] == start["line"] else None
    text = lines[start["line"]][start["character"] : last]
    return Mark(start["line"] + 1, start["character"] + 1, text, found["message"])


def _cursor(text: str) -> tuple[str, dict[str, int]]:
    before, _, after = text.partition("|")
    return before + after, {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def _plain(documentation: Any) -> str:
    return documentation["value"] if isinstance(documentation, dict) else documentation
