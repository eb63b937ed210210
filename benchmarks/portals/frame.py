"""The frame around every page: head, today's date, navigation, a sidebar with fresh dates, footer."""

# ruff: noqa: E501  lines of HTML and of Chinese are wide

from __future__ import annotations

import html
import random
from dataclasses import dataclass, field

from benchmarks.portals.portal import OFFSITE
from benchmarks.portals.world import Column, Piece, World

WEEK = "一二三四五六日"


@dataclass(slots=True)
class Frame:
    """One portal's template. `side` are pieces of the sidebar, `extra` is HTML in every footer."""

    world: World
    rng: random.Random
    side: list[Piece] = field(default_factory=list)
    extra: str = ""
    base: str = ""  # a <base href>
    meta_charset: str = "utf-8"
    names: tuple[str, str, str] = ("main", "right", "nav")

    @classmethod
    def choose(cls, world: World, rng: random.Random) -> Frame:
        """A template by chance."""
        main = rng.choice(("main", "content", "container w1200", "wrap", "list-left"))
        side = rng.choice(("right", "sidebar", "list-right", "hot"))
        return cls(world, rng, names=(main, side, rng.choice(("nav", "menu", "daohang"))))

    def navigation(self) -> str:
        """The home page and every column."""
        items = "".join(f'<li><a href="{html.escape(c.path)}">{c.name}</a></li>' for c in self.world.columns)
        return f'<div class="{self.names[2]}"><ul><li><a href="/">首页</a></li>{items}</ul></div>'

    def sidebar(self) -> str:
        """热点: the same on every page, with fresh dates."""
        if not self.side:
            return ""
        items = "".join(
            f'<li><a href="{html.escape(p.path)}">{html.escape(p.title)}</a><span>{self.world.today:%Y-%m-%d}</span></li>'
            for p in self.side
        )
        return f'<div class="{self.names[1]}"><h3>热点推荐</h3><ul>{items}</ul></div>'

    def page(self, title: str, inner: str, metas: str = "", column: Column | None = None) -> str:
        """A whole page. `inner` is the main part."""
        d, name = self.world.today, self.world.name
        crumb = (
            f'<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{html.escape(column.path)}">{column.name}</a></div>'
            if column
            else ""
        )
        charset = f'<meta charset="{self.meta_charset}">' if self.meta_charset else ""
        base = f'<base href="{self.base}">' if self.base else ""
        return f"""<!DOCTYPE html>
<html lang="zh-CN"><head>{charset}{base}<title>{html.escape(title)}</title>
{metas}
<link rel="stylesheet" href="/css/style.css"><script src="/js/site.js"></script></head>
<body>
<div class="top">今天是{d.year}年{d.month}月{d.day}日 星期{WEEK[d.weekday()]} <a href="javascript:void(0)" onclick="setHome()">设为首页</a>
<a href="mailto:mz@example.cn">信箱</a> <a href="tel:12345">12345</a> <a href="#top">顶部</a></div>
{self.navigation()}
{crumb}
<div class="{self.names[0]}">
{inner}
</div>
{self.sidebar()}
<div class="footer">{self.extra}
<p>主办单位：{name} 网站标识码：3100000061 <a href="http://{OFFSITE}/icp">沪ICP备20260001号</a> 版权所有 2005-{d.year}</p>
<p>友情链接：<a href="http://{OFFSITE}/friend">市人民政府</a> <a href="http://{OFFSITE}/head405">便民服务</a></p></div>
<!-- <a href="/old/removed.html">旧版</a> -->
<script>var u = "/not/a/link.html"; document.title += ""; var t = '<a href="/written/by/script.html">x</a>';</script>
</body></html>"""
