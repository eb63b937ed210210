"""Families of portals: how each addresses its pages, turns its lists' pages, and declares its charset."""

# ruff: noqa: E501  lines of HTML and of Chinese are wide

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.portals.world import Column, Piece


@dataclass(frozen=True, slots=True)
class Family:
    """One family. `article` and `column` are address templates; `paging` names how page n of a list is reached."""

    name: str
    column: str
    article: str
    paging: str  # links, trs, inline, onclick, query
    body: tuple[str, ...]  # opening tags of the article's body, one is chosen
    dated_address: bool = False
    charset: str = "utf-8"
    rows: tuple[str, ...] = ("li", "li", "dl", "div", "table")

    def column_path(self, column: Column) -> str:
        """The address of the column's first page."""
        return self.column.format(slug=column.slug, n=column.number)

    def article_path(self, piece: Piece, column: Column) -> str:
        """The address of an article's page."""
        d = piece.when
        return self.article.format(
            slug=column.slug, n=column.number, d=d, y=d.year, m=d.month, day=d.day, key=piece.key, hexa=piece.hexa
        )

    def page_path(self, first: str, page: int) -> str:
        """The address of page `page` (from 1) of the list whose first page is at `first`."""
        if page == 1 or self.paging == "inline":
            return first
        if self.paging == "query":
            return f"{first}&page={page}"
        number = page - 1 if self.paging == "trs" else page
        base = first if not first.endswith("/") else first + "index.html"
        stem, _, ext = base.rpartition(".")
        return f"{stem}_{number}.{ext}"


FAMILIES: tuple[Family, ...] = (
    Family(
        "shanghai", "/{slug}/index.html", "/{slug}/{d:%Y%m%d}/{hexa}.html", "links",
        ('<div id="ivs_content" class="Article_content">', '<div id="ivs_content">'), dated_address=True,
    ),
    Family(
        "trs", "/{slug}/", "/{slug}/{d:%Y%m}/t{d:%Y%m%d}_{key}.html", "trs",
        ('<div class="TRS_Editor">', '<div id="zoom">', '<div class="view TRS_UEDITOR trs_paper_default">'), dated_address=True,
    ),
    Family(
        "jcms", "/col/col{n}/index.html", "/art/{y}/{m}/{day}/art_{n}_{key}.html", "inline",
        ('<div id="zoom">', '<div class="article-conter" id="zoom">', '<div class="main-txt">'), dated_address=True,
    ),
    Family(
        "json", "/{slug}/index.html", "/{slug}/art/{d:%Y}/art_{hexa}.html", "links",
        ('<div class="editor-content">', '<div id="con_con" class="ccontent">'),
    ),
    Family(
        "kaipu", "/c{n:06}/common_list.shtml", "/c{n:06}/{d:%Y%m}/{hexa}.shtml", "onclick",
        ('<div id="UCAP-CONTENT">', '<div class="pages_content" id="UCAP-CONTENT">'),
    ),
    Family(
        "guangdong", "/zwgk/{slug}/index.html", "/zwgk/{slug}/content/post_{key}.html", "links",
        ('<div class="article-content">', '<div class="zw-content">'),
    ),
    Family(
        "old", "/list.asp?id={n}", "/show.asp?id={key}", "query",
        ('<td class="nr" id="content">', '<td style="font-size:14px;line-height:200%">'),
        charset="gb18030", rows=("table", "table", "li"),
    ),
)  # fmt: skip


def family_of(name: str) -> Family:
    """The family of that name."""
    return next(f for f in FAMILIES if f.name == name)
