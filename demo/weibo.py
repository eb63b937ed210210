"""Weibo on loopback, as the demo's accounts meet it: the mobile site's JSON, and the interface with its token."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

TOKEN = "demo-token"  # noqa: S105, opens nothing but this stand-in
OLD_TOKEN = "demo-token-of-last-year"  # noqa: S105

Account = Mapping[str, Any]


def routes(mobile: Account, own: Account) -> list[web.RouteDef]:
    """`mobile` is read from the mobile site, `own` by its owner through the interface."""

    async def container(request: web.Request) -> web.Response:
        return web.json_response(_container(mobile, request.query))

    async def timeline(request: web.Request) -> web.Response:
        refused = _refused(request)
        page = request.query.get("page", "1")
        posts = [_post(own, post) for post in own["posts"]] if page == "1" else []
        return refused or web.json_response({"statuses": posts, "total_number": len(own["posts"])})

    async def comments(request: web.Request) -> web.Response:
        refused = _refused(request)
        under = own["comments"].get(request.query.get("id", ""), []) if request.query.get("page", "1") == "1" else []
        told = [_comment(own, one) for one in reversed(under)]
        return refused or web.json_response({"comments": told, "total_number": len(told)})

    return [
        web.get("/api/container/getIndex", container),
        web.get("/2/statuses/user_timeline.json", timeline),
        web.get("/2/comments/show.json", comments),
    ]


def _refused(request: web.Request) -> web.Response | None:
    token = request.query.get("access_token", "") or request.headers.get("Authorization", "").removeprefix("OAuth2 ")
    if token == TOKEN:
        return None
    code, said = ("21327", "expired_token") if token == OLD_TOKEN else ("21332", "invalid_access_token")
    return web.json_response({"error": said, "error_code": code, "request": request.path}, status=403)


def _container(account: Account, query: Mapping[str, str]) -> dict[str, Any]:
    tab = f"107603{account['uid']}"
    if query.get("containerid") == tab and query.get("page", "1") == "1" and "since_id" not in query:
        cards = [
            {"card_type": 9, "itemid": f"{tab}_-_{post['id']}", "mblog": _post(account, post)}
            for post in account["posts"]
        ]
        return {"ok": 1, "data": {"cardlistInfo": {"containerid": tab, "total": len(cards)}, "cards": cards}}
    if query.get("value") == account["uid"] and "containerid" not in query:
        tabs = {"tabs": [{"tab_type": "weibo", "containerid": tab}]}
        return {"ok": 1, "data": {"userInfo": _user(account), "tabsInfo": tabs}}
    return {"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}}


def _user(account: Account) -> dict[str, Any]:
    return {"id": int(account["uid"]), "idstr": account["uid"], "screen_name": account["name"], "verified": True}


def _stamp(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%a %b %d %H:%M:%S %z %Y")


def _post(account: Account, post: Mapping[str, Any]) -> dict[str, Any]:
    pinned = {"isTop": 1, "title": {"text": "置顶"}} if post.get("pinned") else {}
    return {
        "id": int(post["id"]),
        "idstr": post["id"],
        "mid": post["id"],
        "created_at": _stamp(post["at"]),
        "text": post["text"],
        "isLongText": False,
        "user": _user(account),
        "reposts_count": 2,
        "comments_count": post.get("comments", 0),
        "attitudes_count": 5,
        **pinned,
    }


def _comment(account: Account, one: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "id": int(one["id"]),
        "idstr": one["id"],
        "created_at": _stamp(one["at"]),
        "text": one["text"],
        "user": _user(account) if one.get("own") else {"id": 2000000001, "screen_name": "网友"},
    }
    if "answers" in one:
        told["reply_comment"] = {"id": int(one["answers"]), "idstr": one["answers"]}
    return told
