"""Start the browser, and make sure that it ends: whoever dies, by whatever signal, the browser does not outlive it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError
from scrapy_playwright.provider import PlaywrightBrowserProvider

from spiders import logs
from spiders.browser import find_browser
from spiders.headless import processes

NOT_INSTALLED = "没有找到浏览器：请安装 chromium，或用环境变量 XUNJIAN_BROWSER 指明浏览器程序的位置"
_STARTS = 3  # in a row that fail, after which there is no browser
_START_SECONDS = 20.0
_PAUSE = 0.5  # seconds between two of them
# It ends the browser's whole group, and clears its folder, as soon as the other end of its input is gone.
# One that had not come up yet, and was never told of, is known by its folder (and this line is not taken for one).
_KEEPER = """while read -r pid; do last=$pid; done; [ -n "$last" ] && kill -9 "-$last" 2>/dev/null
for one in $(cd /proc && grep -las "user-data-di[r]=$1/" [0-9]*/cmdline); do
  kill -9 "-${one%/cmdline}" 2>/dev/null
done
rm -rf "$1"
"""
_ARGS = (
    "--no-first-run",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Everything goes by the gate, which looks names up: the browser itself knows none, and no number either.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-crash-reporter",
    "--disable-notifications",
    "--js-flags=--max-old-space-size=512",
)

log = logs.get(__name__)


class NoBrowserError(Exception):
    """There is none, or it does not start. The message names the mend, in Chinese."""


class Launcher:
    """Where the browser lives: its folder, and the shell that watches over it."""

    def __init__(self, proxy: Callable[[], str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="xunjian-browser-"))
        self.pid: int | None = None
        self._driver: int | None = None
        self._proxy = proxy
        self._refused = ""
        self._keeper = subprocess.Popen(  # noqa: S603 (a script of our own)
            ["/bin/sh", "-c", _KEEPER, "sh", str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.environ["TMPDIR"] = str(self.folder)  # the driver puts the profile there
        tempfile.tempdir = None

    async def launch(self, browser_type: Any) -> Browser:
        """A new browser. Raises NoBrowserError."""
        executable = find_browser()
        if executable is None:
            raise NoBrowserError(NOT_INSTALLED)
        for _ in range(0 if self._refused else _STARTS):
            browser = await self._begun(browser_type, executable)
            if browser is not None:
                return browser
            await asyncio.sleep(_PAUSE)
        self._refused = f"浏览器 {executable} 启动失败：请试运行它，或用环境变量 XUNJIAN_BROWSER 换一个"
        raise NoBrowserError(self._refused)

    async def _begun(self, browser_type: Any, executable: Path) -> Browser | None:
        # As root there is no sandbox; where the system forbids one to anybody else, it goes without as well.
        for sandboxed in [True, False] if os.geteuid() else [False]:
            try:
                browser: Browser = await browser_type.launch(**self._options(executable, sandboxed=sandboxed))
            except PlaywrightError as error:
                self.end_browser()
                log.warning("浏览器没有启动", error=str(error)[:1000], sandboxed=sandboxed)
                continue
            self._watch_over(processes.browser_of(self.folder))
            return browser
        return None

    def _options(self, executable: Path, *, sandboxed: bool) -> dict[str, Any]:
        return {
            "executable_path": str(executable),
            "headless": True,
            "chromium_sandbox": sandboxed,
            "args": list(_ARGS),
            # Windows that nobody asked for by a click stay shut, as in people's browsers.
            "ignore_default_args": ["--disable-popup-blocking"],
            "proxy": {"server": self._proxy()},  # loopback, too, goes by it
            "timeout": _START_SECONDS * 1000,
            "handle_sigint": False,
            "handle_sigterm": False,
            "handle_sighup": False,
        }

    def _watch_over(self, pid: int | None) -> None:
        self.pid = pid
        self._driver = processes.parent_of(pid) if pid is not None else None
        if pid is not None and self._keeper.stdin is not None:
            self._keeper.stdin.write(f"{pid}\n".encode())
            self._keeper.stdin.flush()

    @property
    def is_lost(self) -> bool:
        """Whether Playwright's driver has ended: without it no browser can be begun in this process any more."""
        return self._driver is not None and processes.parent_of(self._driver) is None

    def end_browser(self) -> None:
        """End it at once, with all that it began."""
        pid = self.pid or processes.browser_of(self.folder)
        if pid is not None:
            processes.end_group(pid)


class Provider(PlaywrightBrowserProvider):  # type: ignore[misc]
    """Scrapy-playwright's way to a browser, by our launcher."""

    def __init__(self, config: Any, launcher: Launcher) -> None:
        super().__init__(config)
        self._launcher = launcher

    async def launch_browser(self) -> Browser:
        """As the library's. Raises NoBrowserError."""
        return await self._launcher.launch(self.browser_type)
