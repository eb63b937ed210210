"""The HTML of a benchmark portal: one template as departments' portals have it, with navigation of about 40 pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

SITE = "海城市民政局"

_FOOT = """<div class="foot"><p>主办单位：海城市民政局　地址：海城市人民路100号　联系电话：021-00000000</p>
<p><a href="{e}/page/beian.html">沪ICP备00000000号-1</a> <a href="{e}/page/gongan.html">公网安备 31000000000000号</a>
网站标识码：3100000061 <a href="{e}/page/conac.html"><img src="/images/dzjg.png" alt="党政机关"></a>
<a href="{e}/page/jiucuo.html"><img src="/images/jiucuo.png" alt="政府网站找错"></a>
<a href="mailto:office@example.org">联系我们</a>
<a href="javascript:void(0)" onclick="addFavorite()">加入收藏</a></p></div>"""

_HEAD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"><title>{title}</title>
<meta name="SiteName" content="海城市民政局"><meta name="SiteDomain" content="127.0.0.1">
<meta name="SiteIDCode" content="3100000061">{metas}
<link rel="stylesheet" href="/css/site.css"><script src="/js/site.js"></script></head>
<body><div class="head"><a href="/"><img src="/images/logo.png" alt="海城市民政局"></a></div>
<!-- <a href="/old/navigation-{mark}.html">旧版导航</a> -->
<script>var legacy = '<a href="/old/script-{mark}.html">x</a>';</script>
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shares: navigation and footer, written once."""

    nav: str
    foot: str

    def page(self, title: str, body: str, metas: str = "", mark: str = "0", charset: str = "utf-8") -> str:
        """A whole page around `body`. `mark` varies addresses that stand in comments and scripts, and are no links."""
        head = _HEAD.format(charset=charset, title=escape(title), metas=metas, mark=mark)
        return f'{head}{self.nav}\n<div class="main">\n{body}\n</div>\n{self.foot}\n</body></html>\n'


def make_frame(pages: Sequence[tuple[str, str]], elsewhere: str, extra: str = "") -> Frame:
    """A frame whose navigation leads to `pages` (address, name); `extra` stands on every page."""
    items = "\n".join(f'<li><a href="{url}" title="{name}">{name}</a></li>' for url, name in pages)
    return Frame(f'<div class="nav"><ul>\n{items}\n</ul>{extra}</div>', _FOOT.format(e=elsewhere))


def link_to(element: str, href: str, text: str) -> str:
    """The snippet by which a page links to `href` through that element."""
    at = escape(href, quote=True)
    snippets = {
        "a": f'<p>附件：<a href="{at}" target="_blank">{escape(text)}</a></p>',
        "img": f'<p style="text-align:center"><img src="{at}" alt="{escape(text)}"></p>',
        "css": f'<div class="banner" style="background:url({at}) no-repeat">{escape(text)}</div>',
        "iframe": f'<iframe src="{at}" width="600" height="200"></iframe>',
        "script": f'<script src="{at}"></script>',
        "srcset": f'<img src="/images/logo.png" srcset="/images/dzjg.png 1x, {at} 2x" alt="图">',
        "onclick": f'<span class="btn" onclick="window.open(\'{at}\')">{escape(text)}</span>',
        "meta": f'<meta http-equiv="refresh" content="30;url={at}">',
    }
    return snippets[element]


def article_body(title: str, date: str, column: tuple[str, str], paragraphs: Sequence[str], extras: str) -> str:
    """An article: crumbs, title, publication line, text, whatever hangs on it."""
    url, name = column
    text = "\n".join(f"<p>　　{p}</p>" for p in paragraphs)
    return f"""<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="{url}">{name}</a> &gt; 正文</div>
<h1>{escape(title)}</h1>
<div class="info"><span>发布日期：{date}</span> <span>来源：海城市民政局办公室</span>
<span>浏览次数：<i id="hits"></i></span></div>
<div id="ivs_content" class="Article_content">
{text}
{extras}
</div>"""


def article_metas(title: str, date: str, name: str) -> str:
    """The META that the page-label standard asks of an article."""
    return (
        f'<meta name="ColumnName" content="{name}"><meta name="ArticleTitle" content="{escape(title, quote=True)}">'
        f'<meta name="PubDate" content="{date} 09:00"><meta name="ContentSource" content="海城市民政局">'
    )


def list_body(name: str, rows: Sequence[tuple[str, str, str]], number: int, total: int) -> str:
    """One page of a column: rows of (address, title, date), then the way to its other pages."""
    items = "\n".join(
        f'<li><a href="{u}" title="{escape(t, quote=True)}">{escape(t[:28])}</a><span class="time">{d}</span></li>'
        for u, t, d in rows
    )
    return f'<h2>{name}</h2>\n<ul class="news-list">\n{items}\n</ul>\n<div class="page">{_pager(number, total)}</div>'


def page_name(number: int) -> str:
    """The file of a column's page, from 1."""
    return "index.html" if number == 1 else f"index_{number}.html"


def _pager(number: int, total: int) -> str:
    parts = [f'<a href="{page_name(1)}">首页</a>']
    if number > 1:
        parts.append(f'<a href="{page_name(number - 1)}">上一页</a>')
    for n in range(max(1, number - 3), min(total, number + 3) + 1):
        parts.append(f"<b>{n}</b>" if n == number else f'<a href="{page_name(n)}">{n}</a>')
    if number < total:
        parts.append(f'<a href="{page_name(number + 1)}">下一页</a>')
    parts.append(f'<a href="{page_name(total)}">尾页</a> 共{total}页')
    return " ".join(parts)
