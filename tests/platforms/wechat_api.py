"""A strict stand-in of api.weixin.qq.com: the documented interfaces, limits and error codes; faults by knob."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from tests.platforms.wechat_api_shapes import ApiError, Publication, Reader, check_fields, comment, item, total

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOKEN, LIST = "/cgi-bin/stable_token", "/cgi-bin/freepublish/batchget"
TOTALS, COMMENTS = "/datacube/getarticletotaldetail", "/cgi-bin/comment/list"


@dataclass
class Fault:
    """What stands in an answer's place, so many times."""

    times: int
    code: int | None = None
    status: int = 200
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class WechatApiServer:
    """One official account. Use it as a context manager; `base` is the address to put in a plan.

    Knobs: `publications`, `comments` (by mid_idx), `now`, `secret`, `refused_ip`, `unverified` (paths), `quota` (calls
    left by path), `delayed` (days), `ordered`, `without_addresses`, `fail(path, …)`, `after_first(path, hook)`.
    """

    def __init__(self, *, now: datetime, app_id: str = "wx0123456789abcdef", secret: str = "a1b2c3d4e5f6") -> None:
        self.now = now
        self.app_id, self.secret = app_id, secret
        self.publications: list[Publication] = []
        self.comments: dict[str, list[Reader]] = {}
        self.refused_ip: str | None = None
        self.unverified: set[str] = set()
        self.quota: dict[str, int] = {}
        self.delayed: set[date] = set()
        self.without_addresses = False  # the statistics as the documentation has them, without title and address
        self.ordered = True
        self.lifetime = timedelta(seconds=7200)
        self.requests: list[tuple[str, dict[str, Any]]] = []  # path and body, tokens left out
        self.tokens: dict[str, datetime] = {}  # and until when each is taken
        self._faults: dict[str, list[Fault]] = {}
        self._hooks: dict[str, Callable[[], None]] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> WechatApiServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def fail(self, path: str, code: int | None = None, *, times: int = 1, **said: Any) -> None:
        """The next answers of that interface are this error, status or body."""
        self._faults.setdefault(path, []).append(Fault(times, code, **said))

    def after_first(self, path: str, hook: Callable[[], None]) -> None:
        """Called once the interface has answered for the first time from now on: what happens between two pages."""
        self._hooks[path] = hook

    def asked(self, path: str) -> list[dict[str, Any]]:
        """The bodies that the interface was asked with."""
        return [body for asked, body in self.requests if asked == path]

    def calls(self) -> Counter[str]:
        """How often each interface was asked."""
        return Counter(path for path, _ in self.requests)

    def expire_tokens(self) -> None:
        """All tokens given so far are too old."""
        self.tokens = dict.fromkeys(self.tokens, self.now - timedelta(seconds=1))

    # What an answer goes through, in the platform's order: method, JSON, token, rights, quota, arguments.

    def answer(self, method: str, target: str, raw: bytes) -> tuple[int, Mapping[str, str], bytes]:
        split = urlsplit(target)
        with self._lock:
            try:
                body = self._body(method, raw)
                self.requests.append((split.path, body))
                if (fault := self._fault(split.path)) is not None:
                    return fault.status, fault.headers, fault.body or b""
                said = self._said(split.path, parse_qs(split.query, keep_blank_values=True), body)
            except ApiError as error:
                said = {"errcode": error.code, "errmsg": f"{error.message} rid: 6a5b4c3d-{error.code}-0f1e2d3c"}
            if (hook := self._hooks.pop(split.path, None)) is not None:
                hook()
            return (
                200,
                {"Content-Type": "application/json; encoding=utf-8"},
                json.dumps(said, ensure_ascii=False).encode(),
            )

    def _body(self, method: str, raw: bytes) -> dict[str, Any]:
        if method != "POST":
            raise ApiError(43002)
        if not raw:
            raise ApiError(44002)
        try:
            body = json.loads(raw.decode("utf-8"))
        except ValueError:
            raise ApiError(47001) from None
        if not isinstance(body, dict):
            raise ApiError(47001)
        return body

    def _fault(self, path: str) -> Fault | None:
        waiting = self._faults.get(path, [])
        if not waiting:
            return None
        fault = waiting[0]
        if fault.times <= 1:
            waiting.pop(0)
        else:
            waiting[0] = replace(fault, times=fault.times - 1)
        if fault.code is not None:
            raise ApiError(fault.code)
        return fault

    def _said(self, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> dict[str, Any]:
        answers = {TOKEN: self._token, LIST: self._list, TOTALS: self._totals, COMMENTS: self._comments}
        if path not in answers:
            raise ApiError(40066, "invalid url")
        if path != TOKEN:
            self._check_token(query)
            if path in self.unverified:
                raise ApiError(48001)
        elif query:
            raise ApiError(40035)
        if self.quota.get(path, 1) <= 0:
            raise ApiError(45009)
        if path in self.quota:
            self.quota[path] -= 1
        return answers[path](body)

    def _check_token(self, query: dict[str, list[str]]) -> None:
        if set(query) != {"access_token"} or not query["access_token"][0]:
            raise ApiError(41001)
        token = query["access_token"][0]
        if token not in self.tokens:
            raise ApiError(40001)
        if self.tokens[token] < self.now:
            raise ApiError(42001)

    def _token(self, body: dict[str, Any]) -> dict[str, Any]:
        check_fields(body, {"grant_type": str, "appid": str, "secret": str}, {"force_refresh": bool})
        if body["grant_type"] != "client_credential":
            raise ApiError(40002)
        if body["appid"] != self.app_id:
            raise ApiError(40013)
        if body["secret"] != self.secret:
            raise ApiError(40125)
        if self.refused_ip is not None:
            raise ApiError(40164, f"invalid ip {self.refused_ip} ipv6 ::ffff:{self.refused_ip}, not in whitelist")
        living = [token for token, until in self.tokens.items() if until >= self.now]
        if body.get("force_refresh"):
            self.tokens.clear()
        if body.get("force_refresh") or not living:
            token = f"88_{len(self.requests):04d}StandInTokenStandInToken-_{len(self.tokens)}"
            self.tokens[token] = self.now + self.lifetime
            living = [token]
        return {"access_token": living[-1], "expires_in": int(self.lifetime.total_seconds())}

    def _list(self, body: dict[str, Any]) -> dict[str, Any]:
        check_fields(body, {"offset": int, "count": int}, {"no_content": int})
        if not 1 <= body["count"] <= 20 or body["offset"] < 0 or body.get("no_content", 0) not in {0, 1}:
            raise ApiError(40035)
        listed = sorted((one for one in self.publications if not one.notified), key=lambda one: one.at, reverse=True)
        if not self.ordered:
            listed.sort(key=lambda one: one.news[0].mid % 7)
        page = listed[body["offset"] : body["offset"] + body["count"]]
        items = [item(one, no_content=body.get("no_content", 0) == 1) for one in page]
        return {"item": items, "total_count": len(listed), "item_count": len(items)}

    def _totals(self, body: dict[str, Any]) -> dict[str, Any]:
        check_fields(body, {"begin_date": str, "end_date": str}, {})
        try:
            begin, end = (datetime.strptime(body[name], "%Y-%m-%d").date() for name in ("begin_date", "end_date"))
        except ValueError:
            raise ApiError(61500) from None
        if begin != end or end >= self.now.astimezone(SHANGHAI).date():
            raise ApiError(61501)
        rows = [
            total(news, one, begin, bare=self.without_addresses)
            for one in self.publications
            if one.at.astimezone(SHANGHAI).date() == begin
            for news in one.news
        ]
        return {"list": rows, "is_delay": begin in self.delayed}

    def _comments(self, body: dict[str, Any]) -> dict[str, Any]:
        check_fields(body, {"msg_data_id": int, "begin": int, "count": int, "type": int}, {"index": int})
        if not 0 < body["count"] < 50:
            raise ApiError(88010)
        if body["type"] not in {0, 1, 2} or body["begin"] < 0:
            raise ApiError(40035)
        key = f"{body['msg_data_id']}_{body.get('index', 0) + 1}"
        if not any(f"{news.mid}_{news.idx}" == key for one in self.publications for news in one.news):
            raise ApiError(88001)
        if key not in self.comments:
            raise ApiError(88000)
        shown = self.comments[key][body["begin"] : body["begin"] + body["count"]]
        said = {"errcode": 0, "errmsg": "ok", "total": len(self.comments[key])}
        return {**said, "comment": [comment(reader) for reader in shown]}


def _handler(server: WechatApiServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._answer("POST")

        def do_GET(self) -> None:
            self._answer("GET")

        def _answer(self, method: str) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, body = server.answer(method, self.path, raw)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silent."""

    return Handler
