"""m.weibo.cn and api.weibo.com as they answer: containers, single posts, timelines, comments, walls, error codes."""

from __future__ import annotations

import html as markup
import json
import random
from datetime import datetime, timedelta

from tests.media.hosts import NOT_FOUND, Answer, Asked, as_json, html
from tests.media.people import SHANGHAI, Account, Post, Source


def stamp(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%a %b %d %H:%M:%S +0800 %Y")


def said(at: datetime, now: datetime) -> str:
    """The platform's short words for a time, as its mobile pages of 2019 wrote them."""
    gone = now - at
    if gone < timedelta(minutes=1):
        return "刚刚"
    if gone < timedelta(hours=1):
        return f"{gone // timedelta(minutes=1)}分钟前"
    if at.date() == now.date():
        return f"{gone // timedelta(hours=1)}小时前"
    if at.date() == now.date() - timedelta(days=1):
        return f"昨天 {at:%H:%M}"
    return f"{at:%m-%d}" if at.year == now.year else f"{at:%Y-%m-%d}"


class Shapes:
    """A post as JSON, with the platform's oddities drawn by a seed of its own."""

    def __init__(self, now: datetime, old: bool) -> None:
        self.now, self.old = now, old

    def mblog(self, account: Account, post: Post, api: bool = False) -> dict[str, object]:
        rng = random.Random(post.mid)
        words = post.text if api else markup.escape(post.text).replace("\n", "<br />")
        for label, href in post.links:
            words += f" {href}" if api else f' <a href="{markup.escape(href)}" data-hide="">{label}</a>'
        user = {"id": int(account.uid), "screen_name": account.name, "verified": True}
        found: dict[str, object] = {
            "created_at": stamp(post.at) if api or not self.old else said(post.at, self.now), "id": str(post.mid),
            "idstr": str(post.mid), "mid": str(post.mid), "text": words, "source": "微博网页版", "user": user,
            "reposts_count": rng.randint(0, 90), "comments_count": rng.choice([len(post.remarks), str(
                len(post.remarks))]), "attitudes_count": rng.choice([7, "12", "1万+"]), "isLongText": False,
            "pic_ids": [], "bid": post.bid,
        }  # fmt: skip
        if api:
            found["id"] = post.mid
        if post.pinned and not api:
            found |= {"isTop": 1, "title": {"text": "置顶", "base_color": 1}}
        if not post.original:
            theirs: dict[str, object] = {"id": "4900000000000001", "mid": "4900000000000001", "text": "原来的内容",
                                         "user": {"id": 99, "screen_name": "市级发布"},
                                         "created_at": stamp(post.at - timedelta(days=1))}  # fmt: skip
            if rng.random() < 0.3:  # what was passed on has been deleted since
                theirs = {"id": "4900000000000002", "text": "抱歉，此微博已被作者删除。", "user": None, "deleted": "1",
                          "created_at": stamp(post.at - timedelta(days=1))}  # fmt: skip
            found["retweeted_status"] = theirs
        return found


class Mobile:
    """m.weibo.cn."""

    def __init__(self, now: datetime, accounts: list[Account]) -> None:
        self.now = now
        self.accounts = {one.uid: one for one in accounts if one.platform == "weibo"}

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/api/container/getIndex":
            return self._container(asked)
        mid = asked.query.get("id", "") or asked.path.rpartition("/")[2]
        for account in self.accounts.values():
            for post in account.posts:
                if mid in (str(post.mid), post.bid):
                    return self._single(asked, account, post)
        if asked.path.startswith(("/status", "/detail")):
            return html(
                "<html><head><title>微博-出错了</title></head><body><p>微博不存在或暂无查看权限!</p></body></html>"
            )
        return as_json({"ok": 0, "msg": "该微博不存在"}) if mid else NOT_FOUND

    def _wall(self, source: Source, asked: Asked) -> Answer | None:
        match source.fault:
            case "432":
                return html("", 432)
            case "418":
                return html("<html><body>I'm a teapot</body></html>", 418)
            case "login":
                where = (
                    "https://passport.weibo.com/sso/signin?entry=wapsso&source=wapssowb&url=https%3A%2F%2Fm.weibo.cn"
                )
                return as_json({"ok": -100, "url": where, "extra": ""})
            case "visitor":
                return html("", 302, Location="https://visitor.passport.weibo.cn/visitor/visitor?entry=sinawap")
            case "captcha":
                return as_json({"ok": 0, "errno": "100005", "msg": "请求过于频繁，歇歇吧"})
            case "html":
                return html(
                    "<!DOCTYPE html><html><head><title>微博</title></head><body><div id='app'></div></body></html>"
                )
            case "cookie":
                if source.secret not in asked.headers.get("cookie", ""):
                    return as_json(
                        {"ok": -100, "url": "https://m.weibo.cn/login?backURL=https%253A%252F%252Fm.weibo.cn"}
                    )
        return None

    def _container(self, asked: Asked) -> Answer:
        found = asked.query.get("containerid", "")
        account = self.accounts.get(asked.query.get("value") or found[6:])
        if account is None:
            return as_json({"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}})
        source = _source(account, "uid")
        if wall := self._wall(source, asked):
            return wall
        if not found.startswith("107603"):
            tabs = [{"tabKey": "profile", "containerid": f"230283{account.uid}", "tab_type": "profile"},
                    {"tabKey": "weibo", "containerid": f"107603{account.uid}", "tab_type": "weibo"}]  # fmt: skip
            person = {"id": int(account.uid), "screen_name": account.name, "statuses_count": len(account.seen())}
            return as_json({"ok": 1, "data": {"userInfo": person, "tabsInfo": {"tabs": tabs}, "scheme": ""}})
        rows = visible(account, source, self.now)
        start = _start(asked, rows)
        shapes = Shapes(self.now, source.feed_style == "old")
        cards = [
            {"card_type": 9, "itemid": f"{found}_-_{p.mid}", "scheme": f"https://m.weibo.cn/status/{p.bid}",
             "mblog": shapes.mblog(account, p)}
            for p in rows[start : start + 10]
        ]  # fmt: skip
        if not cards:
            return as_json({"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}})
        if start == 0:
            cards.insert(0, {"card_type": 11, "card_group": [{"card_type": 42, "desc": "全部微博"}]})
        info: dict[str, object] = {"containerid": found, "total": len(rows), "page": None}
        if start + 10 < len(rows):
            info["since_id"] = rows[start + 10].mid
        return as_json({"ok": 1, "data": {"cardlistInfo": info, "cards": cards, "showAppTips": 0}})

    def _single(self, asked: Asked, account: Account, post: Post) -> Answer:
        kinds = [one for one in account.sources if one.kind == "uid"]
        if kinds and (wall := self._wall(kinds[0], asked)):
            return wall
        if asked.path.startswith("/statuses/show"):
            if post.gone:
                return as_json({"ok": 0, "msg": "该微博不存在"})
            return as_json({"ok": 1, "data": Shapes(self.now, False).mblog(account, post)})
        if asked.path.startswith("/statuses/extend"):
            return as_json({"ok": 1, "data": {"ok": 1, "longTextContent": post.text}})
        if post.gone:
            return html("<html><head><title>微博-出错了</title></head><body><div class='h5-4con'><p class='h5-4con'>"
                        "微博不存在或暂无查看权限!</p></div></body></html>")  # fmt: skip
        data = json.dumps([{"status": Shapes(self.now, False).mblog(account, post)}], ensure_ascii=False)
        return html(f"<html><body><script>var $render_data = {data}[0] || {{}};</script></body></html>")


def _start(asked: Asked, rows: list[Post]) -> int:
    if since := asked.query.get("since_id"):
        return next((n for n, p in enumerate(rows) if str(p.mid) == since), len(rows))
    return (int(asked.query.get("page") or 1) - 1) * 10


def visible(account: Account, source: Source, now: datetime) -> list[Post]:
    """What the source shows: pinned first; a frozen one nothing newer than its last look."""
    until = now - timedelta(days=source.frozen_days)
    rows = [post for post in account.seen() if post.at <= until]
    return sorted(rows, key=lambda one: not one.pinned)


def _source(account: Account, kind: str) -> Source:
    return next((one for one in account.sources if one.kind == kind), Source(kind))


class OpenApi:
    """api.weibo.com; the token is the account's own."""

    def __init__(self, now: datetime, accounts: list[Account]) -> None:
        self.now = now
        self.accounts = [one for one in accounts if one.platform == "weibo"]

    def __call__(self, asked: Asked) -> Answer:
        def error(code: int, words: str, status: int = 403) -> Answer:
            return as_json({"error": words, "error_code": code, "request": asked.path}, status)

        token = asked.query.get("access_token") or asked.headers.get("authorization", "").removeprefix("OAuth2 ")
        if not token:
            return error(10006, "source paramter(appkey) is missing", 400)
        for account in self.accounts:
            source = _source(account, "api")
            if source.secret and token in (source.secret, "stale-" + source.secret):
                break
        else:
            return error(21332, "invalid_access_token", 400)
        if source.fault == "expired" and token.startswith("stale-"):
            return error(21327, "expired_token")
        if source.fault == "limited":
            return error(10023, "User requests out of rate limit!")
        if source.fault == "busy":
            return error(10009, "Too many pending tasks, system is busy!", 503)
        if source.fault == "permission":
            return error(10014, "Insufficient app permissions!")
        if asked.path == "/2/statuses/user_timeline.json":
            return self._timeline(account, source, asked, error)
        if asked.path == "/2/statuses/show.json":
            found = [p for p in account.seen() if str(p.mid) == asked.query.get("id")]
            shape = Shapes(self.now, False)
            return as_json(shape.mblog(account, found[0], True)) if found else error(
                20101, "target weibo does not exist!", 400)  # fmt: skip
        if asked.path == "/2/comments/show.json":
            return self._comments(account, asked, error)
        return error(10020, "request api not found", 404)

    def _timeline(self, account: Account, source: Source, asked: Asked, error: object) -> Answer:
        count, page = int(asked.query.get("count") or 20), int(asked.query.get("page") or 1)
        rows = [p for p in account.seen() if p.at <= self.now - timedelta(days=source.frozen_days)]
        some = rows[(page - 1) * min(count, 100) : page * min(count, 100)]
        shape = Shapes(self.now, False)
        return as_json({"statuses": [shape.mblog(account, p, True) for p in some], "hasvisible": False,
                        "previous_cursor": 0, "next_cursor": 0, "total_number": len(rows)})  # fmt: skip

    def _comments(self, account: Account, asked: Asked, error: object) -> Answer:
        found = [p for p in account.seen() if str(p.mid) == asked.query.get("id")]
        rows: list[dict[str, object]] = []
        for remark in found[0].remarks if found else []:
            theirs: dict[str, object] = {"created_at": stamp(remark.at), "id": remark.number, "rootid": remark.number,
                                         "text": remark.text, "user": {"id": 77, "screen_name": "路人"}}  # fmt: skip
            rows.append(theirs)
            if remark.replied_at:
                rows.append({"created_at": stamp(remark.replied_at), "id": remark.number + 50, "rootid": remark.number,
                             "text": "回复@路人:您好，请拨打热线咨询。", "reply_comment": theirs,
                             "user": {"id": int(account.uid), "screen_name": account.name}})  # fmt: skip
        rows.sort(key=lambda one: int(str(one["id"])), reverse=True)
        return as_json({"comments": rows, "total_number": len(rows), "previous_cursor": 0, "next_cursor": 0})
