"""A strict stand-in of m.weibo.cn and api.weibo.com: parameters, limits, error codes and walls; faults by knob."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from http.cookies import SimpleCookie
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.platforms.weibo_shapes import (
    GONE,
    LOGIN_PAGE,
    NOTHING,
    WALLS,
    WORDS,
    Post,
    comment,
    created_at,
    handler_of,
    mblog,
    shown_at,
    status,
    user,
)

_MOBILE_PAGE, _GROUPS = 10, 11
_PARAMETERS = {
    "/2/statuses/user_timeline.json": {
        "uid",
        "since_id",
        "max_id",
        "count",
        "page",
        "base_app",
        "feature",
        "trim_user",
    },
    "/2/comments/show.json": {"id", "since_id", "max_id", "count", "page", "filter_by_author"},
    "/2/statuses/show.json": {"id"},
}


class SaidError(Exception):
    """An answer that ends the dialogue: status, headers and body."""

    def __init__(self, status: int, body: Any, **headers: str) -> None:
        super().__init__(status)
        self.status, self.body, self.headers = status, body, headers


class WeiboServer:
    """One account. Use it as a context manager; `base` is the address of both platforms.

    Knobs: `posts` (newest first), `now`, `wall` (ok-100, 432, 418, 414, 403, visitor, html, captcha, busy, often,
    empty) from request number `wall_from` on, `cookie` (the SUB that a login must send), `guest_pages`, `relative`
    times, `page_by` (since_id or page), `token`, `token_state` (an error code), `shown` (how many of the newest posts
    an application sees), `calls_left`.
    """

    def __init__(self, *, now: datetime, uid: str = "2803301701", name: str = "某市民政") -> None:
        self.now, self.uid, self.name = now, uid, name
        self.posts: list[Post] = []
        self.wall: str | None = None
        self.wall_from = 1
        self.cookie: str | None = None
        self.guest_pages: int | None = None
        self.relative = False
        self.page_by = "since_id"
        self.total: int | None = None  # what the platform counts, where that differs from the posts
        self.exists = True
        self.hidden: set[str] = set()  # numbers that statuses/show does not show
        self.token, self.token_state = "2.00abcdefGHIJKLMN", 0
        self.shown: int | None = None
        self.calls_left: int | None = None
        self.comments_allowed = True
        self.requests: list[str] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self.answer))
        self._server.daemon_threads = True

    @property
    def base(self) -> str:
        """http://127.0.0.1:port"""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> WeiboServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def asked(self, path: str) -> list[str]:
        """The addresses that were asked for below that path."""
        return [url for url in self.requests if path in url]

    def answer(self, method: str, target: str, cookie: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        with self._lock:
            self.requests.append(target)
            try:
                api = parts.path.startswith("/2/")
                said = self._api(method, parts.path, query) if api else self._mobile(method, parts.path, query, cookie)
                code, headers = 200, {}
            except SaidError as error:
                code, headers, said = error.status, error.headers, error.body
        if isinstance(said, str):
            return code, {"Content-Type": "text/html; charset=utf-8", **headers}, said.encode()
        return code, {"Content-Type": "application/json; charset=utf-8", **headers}, json.dumps(said).encode()

    # m.weibo.cn

    def _mobile(self, method: str, path: str, query: dict[str, str], cookie: str) -> Any:
        sub = SimpleCookie(cookie).get("SUB")
        login = sub.value if sub is not None else None
        if method != "GET":
            raise SaidError(405, "405")
        if self.wall and len(self.requests) >= self.wall_from:
            raise self._wall(self.wall)
        if self.cookie is not None and login != self.cookie:
            raise self._wall("ok-100")
        if path == "/api/container/getIndex":
            return self._container(query, guest=login is None)
        if path in ("/statuses/show", "/statuses/extend"):
            return self._post(path, query.get("id", ""))
        raise SaidError(404, "<html><title>404</title></html>")

    def _wall(self, kind: str) -> SaidError:
        if kind.isdecimal():
            return SaidError(int(kind), LOGIN_PAGE if kind == "432" else "")
        if kind == "visitor":
            return SaidError(302, "", Location="https://passport.weibo.com/visitor/visitor?entry=miniblog&url=x")
        return SaidError(403 if kind == "often" else 200, WALLS[kind])

    def _container(self, query: dict[str, str], *, guest: bool) -> Any:
        if query.get("type") != "uid" or query.get("value") != self.uid or not self.exists:
            return {"ok": 0, "msg": "用户不存在(20003)"}
        count = len(self.posts) if self.total is None else self.total
        if "containerid" not in query:
            tabs = [{"id": 2, "tabKey": "weibo", "title": "微博", "containerid": f"107603{self.uid}"}]
            return {"ok": 1, "data": {"userInfo": user(self.uid, self.name, count), "tabsInfo": {"tabs": tabs}}}
        if query["containerid"] != f"107603{self.uid}":
            return NOTHING
        by_page = self.page_by == "page"
        start = (int(query.get("page", "1")) - 1) * _MOBILE_PAGE if by_page else self._after(query.get("since_id", ""))
        shown = self.posts[start : start + _MOBILE_PAGE]
        if not shown or (guest and self.guest_pages is not None and start >= self.guest_pages * _MOBILE_PAGE):
            return NOTHING
        info: dict[str, Any] = {"containerid": f"107603{self.uid}", "v_p": 42, "show_style": 1, "total": count}
        following = self.posts[start + _MOBILE_PAGE :][:1]
        info[self.page_by] = start // _MOBILE_PAGE + 2 if by_page else int(shown[-1].mid) if following else 0
        return {"ok": 1, "data": {"cardlistInfo": info, "cards": self._cards(shown)}}

    def _after(self, since: str) -> int:
        mids = [post.mid for post in self.posts]
        return mids.index(since) + 1 if since in mids else 0

    def _cards(self, posts: list[Post]) -> list[dict[str, Any]]:
        cards: list[dict[str, Any]] = [
            {"card_type": 9, "itemid": f"107603{self.uid}_-_{post.mid}", "mblog": self._mblog(post)} for post in posts
        ]
        # Not every card is a post: people to follow, and posts in a group of cards.
        cards.insert(1, {"card_type": _GROUPS, "card_group": [{"card_type": 10, "user": {"id": 1}}]})
        if len(cards) > 2:
            cards[-1] = {"card_type": _GROUPS, "card_group": [cards[-1]]}
        return cards

    def _mblog(self, post: Post) -> dict[str, Any]:
        stated = shown_at(post.at, self.now) if self.relative else created_at(post.at)
        return mblog(post, self.uid, self.name, count=len(self.posts), stated=stated)

    def _post(self, path: str, mid: str) -> Any:
        post = next((one for one in self.posts if mid in (one.mid, one.bid)), None)
        if post is None or post.mid in self.hidden:
            return GONE
        if path == "/statuses/extend":
            return {"ok": 1, "data": {"ok": 1, "longTextContent": post.whole or post.text, "attitudes_count": 3}}
        data = {**self._mblog(post), "created_at": created_at(post.at)}
        return {"ok": 1, "data": {**data, "text": post.whole} if post.whole else data}

    # api.weibo.com

    def _api(self, method: str, path: str, query: dict[str, str]) -> Any:
        if path not in _PARAMETERS:
            raise self._error(10020, path, 404)
        if method != "GET":
            raise self._error(10021, path)
        token = query.pop("access_token", None)
        if not token:
            raise self._error(10006, path)
        if token != self.token or self.token_state:
            raise self._error(self.token_state or 21332, path)
        if set(query) - _PARAMETERS[path]:
            raise self._error(10008, path)
        if self.calls_left is not None:
            self.calls_left -= 1
            if self.calls_left < 0:
                raise self._error(10023, path, 403)
        answers = {"user_timeline.json": self._timeline, "comments/show.json": self._comments}
        return next((one for ending, one in answers.items() if path.endswith(ending)), self._show)(path, query)

    def _error(self, code: int, path: str, status: int = 400) -> SaidError:
        return SaidError(status, {"error": WORDS[code], "error_code": code, "request": path})

    def _page(self, path: str, query: dict[str, str], rows: list[Any], most: int, usual: int) -> list[Any]:
        count, number = query.get("count", str(usual)), query.get("page", "1")
        if not (count.isdecimal() and number.isdecimal() and 1 <= int(count) <= most and int(number) >= 1):
            raise self._error(10017, path)
        return rows[(int(number) - 1) * int(count) :][: int(count)]

    def _timeline(self, path: str, query: dict[str, str]) -> Any:
        if query.get("uid", self.uid) != self.uid:
            raise self._error(21335, path)
        own = [post for post in self.posts if not post.uid]
        shown = self._page(path, query, own[: self.shown], 100, 20)
        rows = [status(post, self.uid, self.name, count=len(own)) for post in shown]
        total = len(own) if self.total is None else self.total
        return {"statuses": rows, "previous_cursor": 0, "next_cursor": 0, "total_number": total}

    def _comments(self, path: str, query: dict[str, str]) -> Any:
        if not self.comments_allowed:
            raise self._error(10014, path, 403)
        post = next((one for one in self.posts if one.mid == query.get("id")), None)
        if post is None:
            raise self._error(20101, path)
        newest = sorted(post.comments, key=lambda one: one.at, reverse=True)
        rows = [comment(one, post, self.uid, self.name) for one in self._page(path, query, newest, 200, 50)]
        return {"comments": rows, "previous_cursor": 0, "next_cursor": 0, "total_number": len(newest)}

    def _show(self, path: str, query: dict[str, str]) -> Any:
        post = next((one for one in self.posts if one.mid == query.get("id") and one.mid not in self.hidden), None)
        if post is None:
            raise self._error(20101, path)
        return status(post, self.uid, self.name, count=len(self.posts))
