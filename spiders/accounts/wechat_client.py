"""WeChat's official API in dialogue: the token (in memory only), its renewal, a busy platform asked again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

from scrapy.http import Response

from inspection.records import ColumnState
from inspection.sources import Listing, Refusal
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import RefusedError
from spiders.media.values import as_text
from spiders.media.wechat_api import read_batchget
from spiders.media.wechat_comments import read_comments
from spiders.media.wechat_errors import BUSY, REFUSED_TOKEN, error_code, read_answer
from spiders.media.wechat_totals import SentDay, read_sent

BASE = "https://api.weixin.qq.com"
MAX_BYTES = 32 * 1024 * 1024  # of one answer: twenty publications of eight articles, a megabyte at most each
_ERROR_BYTES = 2000  # an answer that is an error is shorter
_AGAIN = 2  # times that a busy platform is asked again, at the pace of all requests
_RENEWALS = 2  # of the token in one reading
_JSON = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
_UNREADABLE = frozenset({"not-json", "unknown-shape", "too-large"})


class Ask(Protocol):
    """One request, answered: AccountSpider.ask."""

    async def __call__(self, url: str, *, body: bytes, headers: Mapping[str, str], max_bytes: int) -> Response:
        """Raises RefusedError where no answer is had."""


class WechatClient:
    """Asks in one account's name. Every method raises RefusedError; none lets the token into an error's words."""

    def __init__(self, ask: Ask, secrets: Secrets, app_id: str, secret: str, base_url: str | None = None) -> None:
        self._ask = ask
        self._secrets = secrets
        self._app_id = app_id
        self._secret = secret
        self._base = (base_url or BASE).rstrip("/")
        self._token = ""
        self._renewals = 0

    async def published(self, offset: int, count: int) -> Listing:
        """A page of what was published without a notification, with its texts unless they are too much."""
        wanted = {"offset": offset, "count": count}
        body, status = await self._call("/cgi-bin/freepublish/batchget", {**wanted, "no_content": 0})
        if len(body) >= MAX_BYTES:
            body, status = await self._call("/cgi-bin/freepublish/batchget", {**wanted, "no_content": 1})
        return _sound(read_batchget(body, offset=offset, status=status))

    async def sent(self, day: str) -> SentDay:
        """What was published on that day (YYYY-MM-DD). The interface takes one day at a time."""
        body, status = await self._call("/datacube/getarticletotaldetail", {"begin_date": day, "end_date": day})
        found = read_sent(body, status=status)
        if found.refusal is not None:
            raise refused(found.refusal)
        return found

    async def comments(self, account: str, url: str, platform_id: str, begin: int, count: int) -> Listing:
        """Comments under the article `mid_idx`. The interface counts the articles of one publication from 0."""
        mid, _, idx = platform_id.partition("_")
        wanted = {"msg_data_id": int(mid), "index": int(idx) - 1, "begin": begin, "count": count, "type": 0}
        body, status = await self._call("/cgi-bin/comment/list", wanted)
        return _sound(read_comments(body, account, url, platform_id, begin=begin, status=status))

    async def _call(self, path: str, wanted: Mapping[str, Any]) -> tuple[bytes, int]:
        """The answer, whatever it says, but for a token that is no longer taken: then once more with a new one."""
        if not self._token:
            self._token = await self._new_token(force=False)
        while True:
            body, status = await self._post(f"{path}?access_token={quote(self._token, safe='')}", wanted)
            error = _error(body, status)
            if error is None or error_code(error) not in REFUSED_TOKEN or self._renewals >= _RENEWALS:
                return body, status
            self._renewals += 1
            await self._renew()

    async def _renew(self) -> None:
        """Ask for the token that is valid now; only where that is the refused one, for another in its place.

        Forcing a new one shuts out whatever else of the office works with the old one, and the platform allows it
        twenty times a day.
        """
        refused_one, self._token = self._token, await self._new_token(force=False)
        if self._token == refused_one:
            self._token = await self._new_token(force=True)

    async def _new_token(self, *, force: bool) -> str:
        wanted = {"grant_type": "client_credential", "appid": self._app_id, "secret": self._secret}
        body, status = await self._post("/cgi-bin/stable_token", {**wanted, "force_refresh": force})
        said = read_answer(body, status)
        if isinstance(said, Refusal):
            raise refused(said)
        token = as_text(said.get("access_token"))
        if not token:
            raise refused(Refusal("unknown-shape", "没有 access_token"))
        self._secrets.learn(token)
        return token

    async def _post(self, path: str, wanted: Mapping[str, Any]) -> tuple[bytes, int]:
        """Redirects are not followed: the token is for this host alone."""
        body = json.dumps(wanted, ensure_ascii=False).encode()
        for _ in range(_AGAIN):
            response = await self._ask(f"{self._base}{path}", body=body, headers=_JSON, max_bytes=MAX_BYTES)
            if not _is_busy(response):
                return response.body, response.status
        response = await self._ask(f"{self._base}{path}", body=body, headers=_JSON, max_bytes=MAX_BYTES)
        return response.body, response.status


def refused(refusal: Refusal) -> RefusedError:
    """The error that ends a dialogue."""
    state = ColumnState.UNREADABLE if refusal.reason in _UNREADABLE else ColumnState.BLOCKED
    return RefusedError(refusal, state)


def _error(body: bytes, status: int) -> Refusal | None:
    """The error that an answer is. A page of the list, which may be large, is not parsed to find that it is none."""
    said = read_answer(body, status) if status >= 400 or len(body) < _ERROR_BYTES else None
    return said if isinstance(said, Refusal) else None


def _is_busy(response: Response) -> bool:
    error = _error(response.body, response.status)
    return error is not None and error.reason == BUSY


def _sound(listing: Listing) -> Listing:
    if listing.refusal is not None:
        raise refused(listing.refusal)
    return listing
