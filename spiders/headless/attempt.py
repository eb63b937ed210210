"""One attempt at a task: a page is opened by Scrapy, watched and worked with, all within the task's seconds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Response

from inspection.findings import Json
from spiders import logs
from spiders.headless.all import module_of
from spiders.headless.launch import NoBrowserError
from spiders.headless.opened import Opened
from spiders.headless.reasons import NOT_A_PAGE, is_of_the_gate, reason_of
from spiders.headless.surroundings import Surroundings
from spiders.headless.tasks import CRASHED, NO_BROWSER, REFUSED, TOO_LONG, Answer, Kind, Task
from spiders.headless.watch import Watch

if TYPE_CHECKING:
    from playwright.async_api import Page

OPENING = 60.0  # seconds for what comes before the page: robots.txt, the host's pace, the browser's start
_WORDS = 2.0  # seconds in which a page that is not blocked says its title
_LONGEST = 8_000  # letters of an address
# What these tell is believed to be the site's. A search, or a form, that leads nowhere is for its own task to tell.
_SITES_OWN = frozenset({Kind.CLEAR, Kind.LIST, Kind.ARTICLE, Kind.VISIT, Kind.SERVICE})

log = logs.get(__name__)


class Attempt:
    """Of one task. `drop` and `answer` may each be called once."""

    def __init__(
        self,
        task: Task,
        surroundings: Surroundings,
        download: Callable[[Request], Awaitable[Response]],
        keep: Callable[[bytes], str],
        why: Callable[[str, int], str | None],
    ) -> None:
        self._task, self._surroundings = task, surroundings
        self._download, self._keep, self._why = download, keep, why
        self.watch: Watch | None = None
        self.context = surroundings.context_of(task)

    @property
    def page(self) -> Page | None:
        """The page, once there is one."""
        return self.watch.page if self.watch is not None else None

    async def answer(self) -> Answer:
        """What came of it. Does not raise."""
        self._limit = asyncio.timeout(OPENING)
        try:
            async with self._limit:
                facts = await self._facts()
            return await self._answered(self._astray(), facts=facts)
        except TimeoutError:
            # Before the page is there it is the way to it that takes long; afterwards it is the page, or the task.
            return await self._answered(TOO_LONG, f"{self._task.seconds:.0f} 秒内没有完成")
        except NoBrowserError as error:
            return Answer(id=self._task.id, reason=NO_BROWSER, detail=str(error))
        except IgnoreRequest as error:
            return Answer(id=self._task.id, reason="robots", detail=str(error)[:200])
        except (PlaywrightError, DownloadFailedError, RuntimeError) as error:
            reason, detail = self._reason(error)
            return await self._answered(reason, detail)
        except Exception as error:  # a task that is wrong costs itself, not the others
            log.exception("浏览器任务出错", kind=self._task.kind.value, url=self._task.url)
            return await self._answered(REFUSED, f"{type(error).__name__}: {error}"[:500])

    async def _facts(self) -> dict[str, Json]:
        task = self._task
        if urlsplit(task.url).scheme not in {"http", "https"}:
            raise _RefusedError(f"不是网页地址：{task.url[:200]}")
        try:
            carry_out = module_of(task.kind)
        except ImportError as error:
            raise _RefusedError(str(error)) from error
        status, headers = await self._open()
        watch = self.watch
        if watch is None:
            raise PlaywrightError("the page was not watched")  # its listeners could not be attached: it broke
        opened = Opened(
            task,
            watch.page,
            status,
            headers,
            self._keep,
            exchanges=watch.exchanges,
            errors=watch.errors,
            popups=watch.popups,
            until=self._until(),
            reading=watch.reading,
        )
        await self._loaded(watch)
        return await _unless_broken(carry_out(opened), watch.broken)

    def _until(self) -> float:
        when = self._limit.when()
        return time.monotonic() + (when - asyncio.get_running_loop().time() if when is not None else 0.0)

    async def _open(self) -> tuple[int | None, Mapping[str, str]]:
        try:
            response = await self._download(self._request())
        except (PlaywrightError, RuntimeError, UnicodeEncodeError) as error:
            shown = self.watch.shown if self.watch is not None else None
            # A page that goes on at once can be worked with as well, once it stands; so can one that holds halves of
            # characters, which the library cannot write down.
            if shown is None or self.watch is None or self.watch.downloads or reason_of(str(error)) is not None:
                raise
            return shown.status, shown.answered
        if self.watch is not None and self.watch.downloads:
            raise PlaywrightError("net::ERR_ABORTED")
        headers = {name.decode("latin-1").lower(): v[-1].decode("latin-1") for name, v in response.headers.items() if v}
        return response.status, headers

    def _request(self) -> Request:
        """As scrapy-playwright is asked for a page."""
        return Request(
            self._task.url,
            dont_filter=True,
            meta={
                "verbatim_url": True,
                "dont_obey_robotstxt": not self._surroundings.heeds_robots(self._task.url),
                "playwright": True,
                "playwright_include_page": True,
                "playwright_context": self.context,
                "playwright_context_kwargs": self._surroundings.kwargs_of(self._task),
                "playwright_page_init_callback": self._begin,
                "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": self._task.seconds * 1000},
            },
        )

    async def _begin(self, page: Any, _: Request) -> None:
        """The page is there, and has been nowhere yet: its time begins."""
        self._limit.reschedule(asyncio.get_running_loop().time() + self._task.seconds)
        await page.unroute("**")  # the library's, which asks us about every request
        if cookies := self._surroundings.cookies_of(self._task):
            await page.context.add_cookies(cookies)
        watch = Watch(page, self._why)
        if self._task.light:
            await watch.lighten()
        watch.begin()
        self.watch = watch

    async def _loaded(self, watch: Watch) -> None:
        """Wait until the page is there as far as the task needs it, for half of the time that is left."""
        half = max(100.0, (self._until() - time.monotonic()) * 500)  # milliseconds
        with suppress(PlaywrightTimeoutError):
            await watch.page.wait_for_load_state("domcontentloaded" if self._task.light else "load", timeout=half)

    async def _answered(
        self, reason: str | None = None, detail: str = "", facts: dict[str, Json] | None = None
    ) -> Answer:
        """With what the page says of itself, as far as it still says anything."""
        task, watch = self._task, self.watch
        status = watch.shown.status if watch is not None and watch.shown is not None else None
        title, final = "", None
        if watch is not None and reason is None:
            final = watch.page.url[:_LONGEST]
            with suppress(PlaywrightError, TimeoutError):
                title = (await asyncio.wait_for(watch.page.title(), _WORDS))[:500]
        elsewhere = final if final is not None and final != task.url and final.startswith("http") else None
        return Answer(
            id=task.id,
            reason=reason,
            detail=detail,
            status=status,
            final_url=elsewhere,
            title=title,
            facts=facts if facts is not None and reason is None else {},
        )

    def _astray(self) -> str | None:
        """Why the page went on to where nobody answers: what is shown then is the browser's own, not the site's."""
        watch = self.watch
        if self._task.kind not in _SITES_OWN or watch is None or not watch.page.url.startswith("chrome-error:"):
            return None
        main = watch.main
        return (watch.gates_reason(main.url) or reason_of(main.error) if main is not None else None) or "unreachable"

    def _reason(self, error: Exception) -> tuple[str, str]:
        said = str(error)
        watch = self.watch
        if isinstance(error, _RefusedError):
            return REFUSED, said[:500]
        if isinstance(error, PlaywrightTimeoutError):
            return TOO_LONG, said[:200]
        if watch is not None and watch.downloads:
            return NOT_A_PAGE, ""
        if watch is not None and watch.broken.is_set():
            return CRASHED, said[:200]
        if is_of_the_gate(said) and watch is not None and (why := watch.gates_reason(_last(watch) or self._task.url)):
            return why, ""
        reason = reason_of(said)
        if reason == NOT_A_PAGE and (watch is None or watch.shown is None):
            reason = CRASHED  # nothing had come yet that could have been none
        if reason is None and isinstance(error, RuntimeError) and not isinstance(error, DownloadFailedError):
            return REFUSED, f"{type(error).__name__}: {said}"[:500]
        return (reason, said.splitlines()[0][:200]) if reason else (CRASHED, said.splitlines()[0][:200] if said else "")


class _RefusedError(RuntimeError):
    """It cannot be done as it is asked."""


def _last(watch: Watch) -> str | None:
    return watch.main.url if watch.main is not None else None


async def _unless_broken(work: Awaitable[dict[str, Json]], broken: asyncio.Event) -> dict[str, Json]:
    """The work's result. Raises PlaywrightError as soon as the page is gone."""
    doing, ending = asyncio.ensure_future(work), asyncio.ensure_future(broken.wait())
    try:
        await asyncio.wait({doing, ending}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return doing.result()
        raise PlaywrightError("the page crashed")
    finally:
        doing.cancel()
        ending.cancel()
        await asyncio.gather(doing, ending, return_exceptions=True)
