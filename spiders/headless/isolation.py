"""Scripts of our own in a page, in a world that the page's scripts can neither see nor change."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from inspection.findings import Json

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page

_FOLDER = Path(__file__).parent
_SLACK = 2.0  # seconds beyond what the script itself may take


class IsolationError(RuntimeError):
    """The script could not be run to its end: the page went away, hangs, or is too large."""


class Isolation:
    """A world beside the page's own: the same document, builtins that nobody has replaced, frames of other origins too.

    It lasts as long as the document. Frames that live in other processes cannot be seen from it.
    """

    def __init__(self, page: Page, scripts: tuple[str, ...]) -> None:
        """`scripts` are names of files beside this one, run in this order before anything is asked."""
        self._page, self._scripts = page, scripts
        self._session: CDPSession | None = None
        self._world = 0

    async def __aenter__(self) -> Isolation:
        self._session = await self._page.context.new_cdp_session(self._page)
        tree = await self.send("Page.getFrameTree")
        options = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "xunjian", "grantUniveralAccess": True}
        self._world = (await self.send("Page.createIsolatedWorld", options))["executionContextId"]
        for name in self._scripts:
            await self._evaluate(_script(name), 5.0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            try:
                async with asyncio.timeout(_SLACK):
                    await self._session.detach()
            except Exception:  # noqa: BLE001, S110 (whatever a page that breaks down does on leaving is nobody's loss)
                pass

    async def send(self, method: str, params: Mapping[str, Any] | None = None, seconds: float = 10.0) -> dict[str, Any]:
        """A command of the Chrome DevTools Protocol. Raises IsolationError."""
        from playwright.async_api import Error  # late: what no browser was asked for need not import it

        if self._session is None:
            raise IsolationError("not entered")
        try:
            async with asyncio.timeout(seconds):
                answer: dict[str, Any] = await self._session.send(method, dict(params or {}))
        except (Error, TimeoutError) as error:
            raise IsolationError(f"{method}: {error or 'timeout'}") from None
        return answer

    async def ask(self, function: str, argument: Json = None, seconds: float = 5.0) -> Any:
        """What `xunjian.FUNCTION(argument)` returns, promises awaited. Raises IsolationError."""
        return await self._evaluate(f"xunjian.{function}({json.dumps(argument)})", seconds)

    async def _evaluate(self, expression: str, seconds: float) -> Any:
        asked = {
            "expression": expression,
            "contextId": self._world,
            "returnByValue": True,
            "awaitPromise": True,
            "timeout": int(seconds * 1000),
        }
        answer = await self.send("Runtime.evaluate", asked, seconds + _SLACK)
        if "exceptionDetails" in answer:
            said = answer["exceptionDetails"]
            raise IsolationError(str(said.get("exception", {}).get("description") or said.get("text"))[:500])
        return answer["result"].get("value")


@lru_cache(maxsize=16)
def _script(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
