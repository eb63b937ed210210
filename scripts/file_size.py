"""Hold the file-size cap: no Python file over 250 lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CAP = 250


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    long = [(n, f) for f in listed if Path(f).exists() and (n := len(Path(f).read_text("utf-8").splitlines())) > CAP]
    for lines, name in sorted(long, reverse=True):
        sys.stderr.write(f"{name}: {lines} lines, the cap is {CAP}\n")
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
