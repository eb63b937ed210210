"""From the world to answers: every page of the portal as bytes, and what each page states."""

# ruff: noqa: E501  lines of HTML and of Chinese are wide

from __future__ import annotations

import html
import posixpath
import random
from dataclasses import dataclass, field

from benchmarks.portals import articles, lists
from benchmarks.portals.families import Family
from benchmarks.portals.frame import Frame
from benchmarks.portals.portal import SITE, Answer, Stated
from benchmarks.portals.styles import FORMS, Style
from benchmarks.portals.targets import WAF, address
from benchmarks.portals.world import Column, Piece, World

# How the old family declares the charset of its GBK bytes: (header, META).
DECLARED = (
    ("text/html", ""),
    ("text/html", "gb2312"),
    ("text/html; charset=gbk", ""),
    ("text/html", "utf-8"),
    ("text/html; charset=ISO-8859-1", ""),
    ("text/html; charset=utf-8", "gb2312"),
)


@dataclass(slots=True)
class Rendering:
    """One portal in the making."""

    world: World
    family: Family
    frame: Frame
    rng: random.Random
    styles: dict[str, Style]
    header: str = "text/html; charset=utf-8"
    hrefs: str = "absolute"  # absolute, relative, full, protocol, base
    site: dict[str, Answer] = field(default_factory=dict)
    stated: dict[str, Stated] = field(default_factory=dict)

    def put(self, path: str, text: str) -> None:
        """Serve a text in the portal's charset."""
        self.site[path] = Answer(body=text.encode(self.family.charset, "replace"), content_type=self.header)

    def href(self, here: str, to: str) -> str:
        """How a page at `here` writes the address `to`, which begins with a slash."""
        if self.hrefs == "base":
            return to[1:]
        if self.hrefs == "full":
            return f"http://{SITE}{to}"
        if self.hrefs == "protocol":
            return f"//{SITE}{to}"
        if self.hrefs == "relative":
            path, mark, query = to.partition("?")
            start = posixpath.dirname(here.partition("?")[0])
            out = posixpath.relpath(path, start)
            return (out if out.startswith("..") else f"./{out}") + mark + query
        return to

    def column(self, column: Column) -> None:
        """All list pages of a column."""
        if column.plan_url != column.path:
            self.site[column.plan_url] = Answer(302, headers=(("Location", column.path),))
        if column.fate == "blocked":
            self.site[column.path] = Answer(403, WAF.encode())
        elif column.fate == "static":
            inner = (
                f"<h1>{column.name}</h1><div class='cont'>"
                + "<p>贯彻执行国家和省有关民政事业的法律法规和方针政策。</p>" * 9
                + "</div>"
            )
            self.put(column.path, self.frame.page(f"{column.name}-{self.world.name}", inner, column=column))
        elif column.fate != "gone":
            self._lists(column)

    def _lists(self, column: Column) -> None:
        style, first = self.styles[column.name], column.path
        size = 10**6 if self.family.paging == "inline" or column.carrier != "page" else lists.PAGE_SIZE
        pages = max(1, -(-len(column.pieces) // size))
        framed = self.family.name == "old" and column.pieces and self.rng.random() < 0.4
        start = first.replace("list.asp", "inner.asp") if framed else first
        if framed:
            inner = f'<iframe src="{self.href(first, start)}" width="700" height="600" frameborder="0"></iframe>'
            self.put(first, self.frame.page(f"{column.name}_{self.world.name}", inner, column=column))
        for page in range(1, pages + 1):
            here = self.family.page_path(start, page)
            rows = column.pieces[(page - 1) * size : page * size]
            inner = self._list_body(column, rows, here, style) + lists.pager(self.family, start, page, pages, self.rng)
            heading = f'<div class="tit"><h2>{column.name}</h2></div>' if self.rng.random() < 0.6 else ""
            title = f"{column.name}-{self.world.name}"
            bare = f"<html><head><title>{column.name}</title></head><body>{inner}</body></html>"
            self.put(here, bare if framed else self.frame.page(title, heading + inner, column=column))
            if column.carrier == "page" and column.pieces:
                following = self.family.page_path(start, page + 1) if page < pages else None
                self._state_list(here, rows, style, following)
            if page == 1 and start.endswith("/"):
                self.site[start + "index.html"] = self.site[start]

    def _list_body(self, column: Column, pieces: list[Piece], here: str, style: Style) -> str:
        rows = [lists.row(p, html.escape(self.href(here, p.path)), style, self.family, self.rng) for p in pieces]
        if column.carrier == "json":
            beside = posixpath.join(posixpath.dirname(here), f"ds_{column.number}a7f.json")
            self.site[beside] = Answer(body=lists.datasource(pieces), content_type="application/json")
            return f'<div id="list"></div><script>$.getJSON("{self.href(here, beside)}", function(d){{ render(d.datasource); }});</script>'
        if column.carrier == "jpaas":
            unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
            data = f"{{'webId':'1','pageId':'p{column.number}','parseType':'buildstatic','pageType':'column','tagId':'list'}}"
            key = f"{unit}?parseType=buildstatic&webId=1&tagId=list&pageType=column&pageId=p{column.number}"
            self.site[key] = Answer(body=lists.build_unit(rows), content_type="application/json")
            return f'<div id="list"><script parseType="buildstatic" url="{unit}" queryData="{data}"></script></div>'
        if column.carrier == "post":
            return f'<div id="list"></div><script>$.post("/search/list.do", {{channel: "c{column.number}"}}, render);</script>'
        if self.family.paging == "inline":
            return lists.records(rows, escaped=style.counter)
        if not rows:
            words = self.rng.choice(
                ("", "<p>暂无内容</p>", '<div class="empty">暂无相关信息！</div>', "<p>栏目建设中</p>")
            )
            return lists.container([], style) + words
        return lists.container(rows, style)

    def _state_list(self, here: str, pieces: list[Piece], style: Style, following: str | None) -> None:
        entries = []
        for p in pieces:
            shown = lists.date_text(p, style) if style.where not in ("mmdd", "split") else ""
            date = p.listed.isoformat() if shown or style.where == "split" else None
            entries.append((p.title, address(p.path), date))
        self.stated[here] = Stated(
            "list",
            entries=tuple(entries),
            next_page=address(following) if following else None,
            charset=self.family.charset,
        )

    def article(self, piece: Piece, column: Column) -> None:
        """An article's page."""
        if piece.gone:
            return
        style, rng = self.styles[column.name], self.rng
        inner = articles.body(piece, style, self.family, rng)
        metas = (
            articles.metas(piece, column.name, style, self.world.name, rng)
            if self.family.name != "old" or style.meta
            else ""
        )
        title = rng.choice((f"{piece.title}_{self.world.name}", f"{piece.title} - {self.world.name}", piece.title))
        self.put(piece.path, self.frame.page(title, inner, metas, column))
        published: str | None = None
        stated = articles.stated_date(piece, style)
        if stated:
            published = stated[0].isoformat() + (f"T{stated[1]}:00+08:00" if stated[1] else "")
        elif style.where == "meta" and style.meta:
            published = f"{piece.when.isoformat()}T{piece.clock}:00+08:00"
        elif style.where == "address":
            published = piece.when.isoformat()
        elif style.where == "none":
            published = ""
        self.stated[piece.path] = Stated(
            "article", piece.title, published, piece.number or "", piece.source,
            tuple((address(h), n) for h, n in piece.files), tuple(address(o.path) for _, o in piece.related),
            charset=self.family.charset,
        )  # fmt: skip

    def home(self, planted: list[str]) -> None:
        """The home page: the newest of each column, and planted links."""
        blocks = []
        for column in self.world.columns:
            style = self.styles[column.name]
            items = "".join(
                f'<li><a href="{html.escape(p.path)}">{html.escape(p.title)}</a>'
                + (f"<span>{FORMS['dash'](p.listed)}</span>" if p.dated and style.where in ("after", "before") else "")
                + "</li>"
                for p in column.pieces[:4]
                if not p.gone
            )
            if items:
                blocks.append(
                    f'<div class="block"><h2><a href="{html.escape(column.path)}">{column.name}</a></h2><ul>{items}</ul></div>'
                )
        self.put("/", self.frame.page(self.world.name, "\n".join([*blocks, *planted])))
        self.site["/css/style.css"] = Answer(body=b"body{background:url(/images/bg.png)}", content_type="text/css")
        self.site["/js/site.js"] = self.site["/script/jpage.js"] = Answer(
            body=b"var a=1;", content_type="text/javascript"
        )
        for name in ("new.gif", "logo.png", "bg.png"):
            self.site[f"/images/{name}"] = Answer(body=b"GIF89a" + b"\0" * 40, content_type="image/gif")
