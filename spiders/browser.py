"""Find a browser for headless checks: an installed Chromium or Chrome, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")


def find_browser() -> Path | None:
    """The executable of a browser, or None. `XUNJIAN_BROWSER` names one explicitly; `off` forbids any."""
    named = os.environ.get("XUNJIAN_BROWSER")
    if named == "off":
        return None
    if named:
        return Path(named) if Path(named).is_file() else None
    installed = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return Path(installed) if installed else _playwrights_own()


def _playwrights_own() -> Path | None:
    """Where `playwright install chromium` puts it; its driver is not asked, for it may lack libraries of its own."""
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = sorted(folder.glob("chromium-*/chrome-linux*/chrome"))
    return found[-1] if found else None


if __name__ == "__main__":
    browser = find_browser()
    if "--quiet" not in sys.argv:
        sys.stdout.write(f"{browser or 'no browser found'}\n")
    sys.exit(0 if browser else 1)
