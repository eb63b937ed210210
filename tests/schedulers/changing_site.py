"""A small portal that changes: what it is, how it is served, and the changes that can befall it."""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from aiohttp import web

NAME = "甲市民政局"
ROWS = 5  # of a list page
COLUMNS = {"tzgg": "通知公告", "gzdt": "工作动态", "zcwj": "政策文件", "zcjd": "政策解读"}
CHANNEL = "zt"  # that the plan does not name
KINDS = {"tzgg": "通知公告", "gzdt": "动态要闻", "zcwj": "政策文件", "zcjd": "政策解读"}
WORDS = ("社会救助", "养老服务", "殡葬管理", "婚姻登记", "慈善事业", "残疾人补贴", "社区治理", "儿童福利", "区划地名")


@dataclass
class Piece:
    """One article."""

    path: str
    title: str
    day: date
    text: str
    links: list[str] = field(default_factory=list)  # in its body: attachments, other pages, other hosts
    related: list[str] = field(default_factory=list)
    gone: bool = False  # its page answers 404, whatever still leads there


@dataclass
class Portal:
    """The whole site as a value that changes."""

    rng: random.Random
    elsewhere: str  # the other server's address
    today: date
    columns: dict[str, list[Piece]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)  # that are there
    redirects: dict[str, str] = field(default_factory=dict)
    navigation: list[str] = field(default_factory=list)  # beside the columns
    emptied: set[str] = field(default_factory=set)
    validators: str = "etag"  # etag, modified, both, none, lying
    soft: bool = False  # what is missing answers 200 with a notice
    style: str = "a"  # of the template
    count: int = 0

    @classmethod
    def new(cls, seed: int, elsewhere: str, today: date) -> Portal:
        """A portal by chance."""
        rng = random.Random(seed)
        portal = cls(rng, elsewhere, today, validators=rng.choice(("etag", "modified", "both", "none")))
        portal.soft = rng.random() < 0.3
        for slug in (*COLUMNS, CHANNEL):
            portal.columns[slug] = []
            for n in range(rng.randint(11, 17)):
                portal.publish(slug, today - timedelta(days=3 + 4 * n))
            portal.columns[slug].sort(key=lambda piece: piece.day, reverse=True)
        portal.navigation = [f"/about/{n}.html" for n in range(3)]
        for n in range(4):
            portal.redirects[f"/go/{n}"] = rng.choice(portal.pieces()).path
        for piece in rng.sample(portal.pieces(), 6):
            piece.links.append(rng.choice([f"/go/{rng.randrange(4)}", "/attach/never.doc", f"{elsewhere}/ok/1"]))
        return portal

    def pieces(self) -> list[Piece]:
        """Every article that is there."""
        return [piece for pieces in self.columns.values() for piece in pieces if not piece.gone]

    def publish(self, slug: str, day: date) -> Piece:
        """A new article at the top of a column."""
        self.count += 1
        rng, n = self.rng, self.count
        title = f"关于做好{rng.choice(WORDS)}第{n}号工作的{rng.choice(('通知', '公告', '函'))}"
        piece = Piece(f"/{slug}/{day:%Y%m%d}/{n:06d}.html", title, day, f"{title}的具体内容{rng.random()}，" * 6)
        if rng.random() < 0.5:
            piece.links.append(self.attach())
        if self.pieces():
            piece.related = [one.path for one in rng.sample(self.pieces(), min(2, len(self.pieces())))]
        self.columns[slug].insert(0, piece)
        return piece

    def attach(self) -> str:
        """A new file."""
        self.count += 1
        path = f"/attach/{self.count}.doc"
        self.files.add(path)
        return path

    def page(self, path: str) -> str | None:
        """The HTML at a path; None where there is none."""
        folder, _, last = path.strip("/").partition("/")
        if path == "/":
            rows = "".join(self._row(p) for slug in COLUMNS for p in self.columns[slug][:3])
            return self._framed(NAME, f"<h1>欢迎</h1><ul>{rows}</ul>")
        if path in self.navigation:
            return self._framed(f"机构{last}", f"<h1>机构{last}</h1><p>{'机构职能和联系方式' * 8}{last}</p>")
        if folder in self.columns and (listed := re.fullmatch(r"(?:index_(\d{1,3})\.html)?", last)):
            return self._list(folder, int(listed[1] or 1))
        piece = next((p for pieces in self.columns.values() for p in pieces if p.path == path), None)
        return self._article(piece) if piece is not None and not piece.gone else None

    def _row(self, piece: Piece) -> str:
        return f'<li><a href="{piece.path}">{piece.title}</a><span>{piece.day}</span></li>'

    def _list(self, slug: str, number: int) -> str | None:
        pieces = [] if slug in self.emptied else self.columns[slug]
        last = max(1, -(-len(pieces) // ROWS))
        if not 1 <= number <= last:
            return None
        rows = "".join(map(self._row, pieces[(number - 1) * ROWS : number * ROWS]))
        following = f'<a href="/{slug}/index_{number + 1}.html">下一页</a>' if number < last else ""
        name = COLUMNS.get(slug, "专题")
        body = f'<h2>{name}</h2><ul class="list">{rows or "暂无内容"}</ul><div class="page">{following}</div>'
        return self._framed(name, body)

    def _article(self, piece: Piece) -> str:
        links = "".join(f'<p>见<a href="{to}">材料{n}</a></p>' for n, to in enumerate(piece.links))
        related = "".join(f'<li><a href="{to}">{to}</a></li>' for to in piece.related)
        info = f"<div class='info'>发布日期：{piece.day}</div>"
        body = f"<h1>{piece.title}</h1>{info}<div id='zoom'><p>{piece.text}</p>{links}</div><ul>{related}</ul>"
        return self._framed(piece.title, body)

    def _framed(self, title: str, body: str) -> str:
        named = [("/", "首页"), *((f"/{slug}/", name) for slug, name in COLUMNS.items()), (f"/{CHANNEL}/", "专题")]
        named += [(path, f"关于{n}") for n, path in enumerate(self.navigation)]
        items = "".join(f'<li><a href="{to}">{text}</a></li>' for to, text in named)
        return (
            f"<!doctype html><html><head><title>{title}</title></head><body class='{self.style}'>"
            f"<div class='nav'><ul>{items}</ul></div>{body}<div class='foot'>主办：{NAME}</div></body></html>"
        )

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """As the portal's server."""
        path = request.path
        if path in self.redirects:
            return web.Response(status=302, headers={"Location": self.redirects[path]})
        if path in self.files:
            return web.Response(body=b"\xd0\xcf\x11\xe0file", content_type="application/msword")
        html = self.page(path)
        if html is None:
            notice = "<title>页面不存在</title><h1>您访问的页面不存在</h1>"
            is_page = path.endswith((".html", "/"))
            return web.Response(text=notice, content_type="text/html", status=200 if self.soft and is_page else 404)
        return self._with_validators(request, html)

    def _with_validators(self, request: web.Request, html: str) -> web.StreamResponse:
        mark = hashlib.sha1(html.encode(), usedforsecurity=False).hexdigest()
        if self.validators == "lying":
            mark = "always"
        headers = {}
        if self.validators in ("etag", "both", "lying"):
            headers["ETag"] = f'W/"{mark[:16]}"'
        if self.validators in ("modified", "both"):
            second = int(mark[:7], 16) % 86_400
            headers["Last-Modified"] = (
                f"Mon, 06 Jan 2025 {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d} GMT"
            )
        asked = (request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since"))
        given = (headers.get("ETag"), headers.get("Last-Modified"))
        if any(a is not None and a == g for a, g in zip(asked, given, strict=True)):
            return web.Response(status=304, headers=headers)
        return web.Response(text=html, content_type="text/html", headers=headers)
