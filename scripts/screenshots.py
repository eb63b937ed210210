"""Pictures of the desk's main pages for the documentation: `make demo`, then `python scripts/screenshots.py`."""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from demo.content import load  # noqa: E402
from demo.desk import morning_after  # noqa: E402
from desk.access import COOKIE  # noqa: E402
from desk.desk import Desk  # noqa: E402
from desk.plans import Plans  # noqa: E402
from desk.serving import address_of, listening, server_of  # noqa: E402
from desk.settings import DeskSettings  # noqa: E402
from inspection.people import Person, Role  # noqa: E402
from spiders.browser import find_browser  # noqa: E402
from store.store import Store  # noqa: E402

DEMO, OUT = ROOT / "reports" / "demo", ROOT / "docs" / "desk"
OFFICE, PHONE = (1366, 900), (390, 844)
# File, address, size of the window.
PAGES = (
    ("today", "/", OFFICE),
    ("issues", "/issues", OFFICE),
    ("issue", "/issues/1", OFFICE),
    ("board", "/board", OFFICE),
    ("expectations", "/expectations", OFFICE),
    ("rounds", "/rounds", OFFICE),
    ("digest", "/digests/2025-W13", OFFICE),
    ("plan", "/plan/edit", OFFICE),
    ("phone-today", "/", PHONE),
    ("phone-issue", "/issues/1", PHONE),
)


@contextmanager
def desk_of_the_demo(folder: Path) -> Iterator[tuple[str, str]]:
    """A copy of the demo's database on a desk whose clock is the demo's; its address, and a session's secret."""
    shutil.copytree(DEMO / "store", folder / "store")
    plan = Path(shutil.copy(DEMO / "plan.yaml", folder / "plan.yaml"))
    url = f"sqlite:///{folder / 'store' / 'xunjian.sqlite'}"
    offset = datetime.now(UTC) - morning_after(load().as_of)

    def clock() -> datetime:
        return datetime.now(UTC) - offset

    with Store.open(url) as store, listening("127.0.0.1", 0) as listener:
        person = store.add_person(Person("desk", "值班编辑", Role.TRIAGE), clock())
        secret = secrets.token_urlsafe(32)
        store.open_session(secret, person.id, secrets.token_hex(16), clock(), clock() + timedelta(days=1))
        server = server_of(Desk(store, Plans(store, [plan]), DeskSettings(), url, clock))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            yield address_of(listener), secret
        finally:
            server.should_exit = True
            thread.join(15)


def take(browser: Browser, address: str, secret: str) -> None:
    """Every picture."""
    for name, path, (width, height) in PAGES:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
        page = context.new_page()
        page.goto(address.rstrip("/") + path)
        page.wait_for_timeout(500)
        with Image.open(BytesIO(page.screenshot())) as picture:  # a page has few colours: a third of the bytes
            picture.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(OUT / f"{name}.png", optimize=True)
        context.close()


def main() -> int:
    """0; 2 where there is nothing to take a picture of, or no browser."""
    found = find_browser()
    if found is None or not (DEMO / "store").exists():
        sys.stderr.write("run `make demo` first, on a machine with Chromium\n")
        return 2
    OUT.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        desk_of_the_demo(Path(folder)) as (address, secret),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        take(browser, address, secret)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
