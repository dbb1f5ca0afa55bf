"""Git, as tests look at what it holds; the environment is theirs (tests/conftest.py), without any configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """What a git command prints, without the last line end."""
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return os.fsdecode(done.stdout).rstrip("\n")
