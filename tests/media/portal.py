"""The office's portal: a home page, three columns, their articles; well made, since it is not what is on trial."""

from __future__ import annotations

import html as markup
from dataclasses import dataclass, field
from datetime import datetime

from tests.media.hosts import NOT_FOUND, Answer, Asked, html

HOST = "www.jiashi-mz.gov.cn"
HOME = f"http://{HOST}/"
COLUMNS = {"tzgg": "通知公告", "zcwj": "政策文件", "zcjd": "政策解读"}


@dataclass
class Notice:
    """One article of the portal."""

    column: str
    title: str
    at: datetime
    paragraphs: list[str]
    links: list[tuple[str, str]] = field(default_factory=list)
    number: int = 0

    @property
    def path(self) -> str:
        return f"/{self.column}/{self.at:%Y%m%d}/{self.number:032x}.html"

    @property
    def url(self) -> str:
        return HOME.rstrip("/") + self.path


class Portal:
    def __init__(self, notices: list[Notice]) -> None:
        self.notices = notices

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/robots.txt":
            return NOT_FOUND
        if asked.path in ("/", "/index.html"):
            links = "".join(f'<a href="/{key}/">{name}</a>' for key, name in COLUMNS.items())
            return self._page("甲市民政局", f"<nav>{links}</nav>")
        key = asked.path.strip("/")
        if key in COLUMNS:
            rows = sorted((n for n in self.notices if n.column == key), key=lambda one: one.at, reverse=True)
            listed = "".join(
                f'<li><a href="{n.path}" title="{markup.escape(n.title)}">{markup.escape(n.title)}</a>'
                f'<span class="time">{n.at:%Y-%m-%d}</span></li>'
                for n in rows
            )
            return self._page(COLUMNS[key], f'<ul class="uli14 nowrapli list-date news-list">{listed}</ul>')
        for notice in self.notices:
            if asked.path == notice.path:
                text = "".join(f"<p>{markup.escape(words)}</p>" for words in notice.paragraphs)
                text += "".join(f'<p><a href="{markup.escape(href)}">{words}</a></p>' for words, href in notice.links)
                head = (
                    f'<meta name="ArticleTitle" content="{markup.escape(notice.title)}">'
                    f'<meta name="PubDate" content="{notice.at:%Y-%m-%d %H:%M}">'
                    f'<meta name="ColumnName" content="{COLUMNS[notice.column]}">'
                )
                shown = f"<h1>{markup.escape(notice.title)}</h1><p>发布日期：{notice.at:%Y-%m-%d}</p>"
                return self._page(notice.title, f'{shown}<div id="ivs_content">{text}</div>', head)
        return NOT_FOUND

    @staticmethod
    def _page(title: str, inside: str, head: str = "") -> Answer:
        return html(
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{markup.escape(title)}</title>{head}</head><body>'
            f'<a href="/">首页</a>{inside}<footer>主办：甲市民政局</footer></body></html>'
        )
