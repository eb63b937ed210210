"""Kind.FORM: look at the consultation's entrance, and the form behind it. Nothing is typed, nothing is sent."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error

from inspection.findings import Json
from inspection.visits import FormFacts, to_facts
from spiders.headless.isolation import IsolationError
from spiders.headless.onward import OnwardPage, why_not
from spiders.headless.opened import Opened

if TYPE_CHECKING:
    from playwright.async_api import Route

SCRIPTS = ("elements.js", "form.js")
_PLAIN = ("form", "login", "closed")
_HOPS = 2  # from the entrance to the form: a notice to be agreed to, a list of letters with a button
_WAIT = 4.0  # seconds in which a form, or anything, may appear
_LONGEST = 120
_LOGIN = re.compile(
    r"请(?:您)?先?\s*登录|登录后(?:再|才|方|可|即)|未登录|统一身份认证|扫码登录|(?:个人|法人|用户|账号|密码|验证码)登录|立即登录"
)
_LOGIN_AT = re.compile(r"[/.?&=_-](?:login|signin|sso|oauth2?|uaa|passport|cas|authorize|tysfrz)(?:[/.?&=_-]|$)", re.I)
_CLOSED = re.compile(
    r"(?:系统|平台|功能|栏目|信箱)[^\n。]{0,8}(?:维护|升级改造|升级中|改造中|停用|暂停|下线|建设中)"
    r"|(?:正在|停机|系统)(?:维护|升级|建设)|暂停(?:服务|受理|使用|开放|办理)|暂(?:不|未)(?:开放|受理|开通)|已(?:关闭|停用|下线)",
)
_LITTLE = 400  # characters of a page that says little else


async def carry_out(opened: Opened) -> dict[str, Json]:
    """FormFacts of the page, and of where its button leads; `reason` where nothing was learnt."""
    looking = _Looking(opened)
    await opened.page.route("**/*", _nothing_is_sent)
    try:
        return await looking.run()
    except IsolationError as error:
        return {"reason": why_not(error)}
    finally:
        await looking.at.leave()


async def _nothing_is_sent(route: Route) -> None:
    """What would send a form, whatever presses it, is held back; a page's own scripts may ask for their data."""
    with suppress(Error):
        request = route.request
        if request.is_navigation_request() and request.method != "GET":
            await route.abort("aborted")
        else:
            await route.fallback()


def _told(seen: Any, state: str, status: int | None, url: str) -> dict[str, Json]:
    facts = FormFacts(
        state=state,
        texts=int(seen["texts"]),
        fields=tuple(dict.fromkeys(str(one) for one in seen["fields"])),
        submit=str(seen["submit"]),
        says=" ".join(_notice(str(seen["said"])).split())[:_LONGEST],
    )
    return {**to_facts(facts), "status": status, "final_url": url}


def _notice(said: str) -> str:
    """From the words on that say that it is closed, or wants a login; else all of it."""
    found = _CLOSED.search(said) or _LOGIN.search(said)
    return said[max(found.start() - 20, 0) :] if found else said


class _Looking:
    """One entrance."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self.at = opened, OnwardPage(opened, SCRIPTS)

    async def run(self) -> dict[str, Json]:
        known: tuple[Any, str, int | None, str] | None = None
        for hop in range(_HOPS + 1):
            seen = await self._stand()
            state = self._state(seen)
            # What lies beyond the entrance counts when it says something: a way on that fails may be another's.
            if known is None or state in _PLAIN:
                known = seen, state, self.at.status() or self._opened.status, self.at.page.url[:1000]
            if state != "unclear" or hop == _HOPS or seen["way"] is None or not self.at.rest():
                break
            if not await self._go_on(seen["way"]):
                break
        refused = await self.at.challenged()
        if known is None or refused is not None:
            return {"reason": refused}
        if known[1] == "blank" and self._lacks():
            return {"reason": "not-all-fetched"}
        return _told(*known)

    def _lacks(self) -> bool:
        """Whether something was not had that the page may be drawn from."""
        drawn = (one for one in self._opened.exchanges if one.kind in ("script", "xhr", "fetch", "document"))
        return any(one.status is None or one.error for one in drawn)

    async def _stand(self) -> Any:
        """What is there once it stands still, or there is a form."""
        began, last, since, seen = time.monotonic(), "", time.monotonic(), None
        while seen is None or (time.monotonic() - began < _WAIT and self.at.rest()):
            seen = await self.at.ask("form")
            state = f"{len(seen['said'])} {seen['texts']} {len(self._opened.exchanges)}"
            if self._state(seen) in _PLAIN[:2]:
                break
            if state != last or seen["ready"] != "complete":
                last, since = state, time.monotonic()
            elif time.monotonic() - since > 1.0:
                break
            await asyncio.sleep(0.25)
        return seen

    def _state(self, seen: Any) -> str:
        if seen["texts"] and (seen["submit"] or any(one != "other" for one in seen["fields"])):
            return "form"
        said, little = str(seen["said"]), len(seen["said"].strip()) < _LITTLE
        if _LOGIN_AT.search(self.at.page.url) or (seen["password"] and (little or not seen["way"])):
            return "login"
        if _LOGIN.search(said) and little:
            return "login"
        if _CLOSED.search(said) and little:
            return "closed"
        if not said.strip() and not seen["pictures"] and not seen["fields"]:
            return "blank"
        return "unclear"

    async def _go_on(self, way: Any) -> bool:
        """Whether the way led anywhere, or changed the page."""
        here = self.at.page.url.partition("#")[0]
        if way["href"] and way["href"].partition("#")[0] != here:
            await self.at.go(way["href"])
            return True
        windows = len(self._opened.popups)
        if not await self.at.ask("pressWay"):
            return False
        await asyncio.sleep(0.8)
        await self.at.follow_window(windows)
        return True
