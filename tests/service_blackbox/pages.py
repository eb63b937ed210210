"""What the portal answers: its pages in one of several markups, as bytes in its charset."""

from dataclasses import dataclass
from html import escape

from tests.service_blackbox.portal import Article, Column, Portal


@dataclass(frozen=True)
class Answer:
    """Status, content type, body and, for a redirect, where to."""

    status: int
    kind: str
    body: bytes
    location: str = ""


def page(portal: Portal, title: str, inner: str, meta: str = "") -> bytes:
    """A whole page in the portal's frame: navigation above, a footer below."""
    nav = "".join(f'<li><a href="/{c.slug}/">{c.name}</a></li>' for c in portal.columns.values())
    version = portal.template
    about = '<a href="/about.html">关于我们</a>'
    foot = f'<div class="foot t{version}">主办：变动市民政局 版式{version} {about}</div>'
    text = (
        f'<!DOCTYPE html><html><head><meta charset="{portal.encoding}"><title>{escape(title)}</title>{meta}</head>'
        f'<body class="s{version}"><ul class="nav"><li><a href="/">首页</a></li>{nav}</ul>{inner}{foot}</body></html>'
    )
    return text.encode(portal.encoding, "xmlcharrefreplace")


def html(portal: Portal, status: int, title: str, inner: str, meta: str = "") -> Answer:
    """A page as an answer."""
    return Answer(status, f"text/html; charset={portal.encoding}", page(portal, title, inner, meta))


def missing(portal: Portal) -> Answer:
    """What the portal says where nothing is: a 404, or on some portals a page with 200."""
    inner = "<h1>404 页面不存在</h1><p>抱歉，您访问的页面不存在或已删除！</p>"
    return html(portal, 200 if portal.soft_missing else 404, "404 页面不存在", inner)


def rows(portal: Portal, articles: list[Article]) -> str:
    """The rows of a list in the portal's markup."""
    made = []
    for one in articles:
        link = f'<a href="{escape(portal.path(one))}" title="{escape(one.title)}">{escape(one.title)}</a>'
        day = one.date
        made.append(
            (
                f"<li>{link}<span>{day:%Y-%m-%d}</span></li>",
                f"<tr><td>{link}</td><td>[{day:%Y/%m/%d}]</td></tr>",
                f"<li><span class=date>{day:%Y-%m-%d}</span> {link}</li>",
                f'<div class="item"><h3>{link}</h3><p class="time">{day.year}年{day.month}月{day.day}日</p></div>',
            )[portal.markup]
        )
    inner = "\n".join(made)
    return (
        f'<ul class="list">{inner}</ul>',
        f'<table class="list">{inner}</table>',
        f'<ul class="news-list">{inner}</ul>',
        f'<div class="items">{inner}</div>',
    )[portal.markup]


def list_path(portal: Portal, column: Column, number: int) -> str:
    """The address of a list page, counted from 1."""
    slug = f"{column.slug}-new" if column.moved else column.slug
    if number == 1:
        return f"/{slug}/"
    paths = {
        "static": f"/{slug}/index_{number - 1}.html",
        "query": f"/{slug}/?page={number}",
        "path": f"/{slug}/p/{number}/",
    }
    return paths[portal.paging]


def list_page(portal: Portal, column: Column, number: int) -> Answer:
    """A page of a column's list."""
    articles = [] if column.blank else portal.in_column(column.slug)
    pages = max(1, -(-len(articles) // column.size))
    if number > pages:
        return missing(portal)
    shown = articles[(number - 1) * column.size : number * column.size]
    links = [f'<a href="{list_path(portal, column, n)}">{n}</a>' for n in range(1, pages + 1)]
    if number < pages:
        links.append(f'<a href="{list_path(portal, column, number + 1)}">下一页</a>')
    body = rows(portal, shown) if shown else "<p>暂无信息</p>"
    inner = f'<h2>{column.name}</h2>{body}<div class="page">共{pages}页 {" ".join(links)}</div>'
    return html(portal, 200, f"{column.name}-变动市民政局", inner)


def article_page(portal: Portal, article: Article) -> Answer:
    """An article, or what stands in its place."""
    if article.gone:
        return missing(portal)
    if article.soft:
        return html(portal, 200, "页面不存在", "<h1>您访问的页面不存在</h1><p>该信息已删除或移动，请返回首页。</p>")
    files = "".join(f'<p>附件：<a href="{f}">附件{i}</a></p>' for i, f in enumerate(article.files, 1))
    out = "".join(f'<p><a href="http://{portal_others(portal)}{o}">相关网站</a></p>' for o in article.outward)
    related = portal.articles.get(article.related or -1)
    if related is not None and related.listed:
        files += f'<div>相关阅读：<a href="{escape(portal.path(related))}">{escape(related.title)}</a></div>'
    day = article.date
    stamp = (
        f"发布日期：{day:%Y-%m-%d}",
        f"发布时间：{day:%Y-%m-%d} 09:30",
        f"{day.year}年{day.month}月{day.day}日 来源：办公室",
    )
    meta = f'<meta name="PubDate" content="{day:%Y-%m-%d} 09:30">'
    meta += f'<meta name="ArticleTitle" content="{escape(article.title)}">'
    inner = f'<h1>{escape(article.title)}</h1><div class="info">{stamp[portal.markup % 3]}</div>'
    inner += f'<div class="content"><p>{article.body}</p>{files}{out}</div>'
    return html(portal, 200, article.title, inner, meta if portal.markup % 2 else "")


def portal_others(portal: Portal) -> str:
    """The second server's host and port, set when the servers start."""
    return str(getattr(portal, "others", "127.0.0.2:1"))


def home(portal: Portal) -> Answer:
    """The home page: each column's newest four."""
    parts = []
    for column in portal.columns.values():
        newest = [] if column.blank else portal.in_column(column.slug)[:4]
        parts.append(f'<h2><a href="/{column.slug}/">{column.name}</a></h2>{rows(portal, newest)}')
    return html(portal, 200, "变动市民政局", "".join(parts))


def answer(portal: Portal, target: str) -> Answer:
    """The answer to a GET of `target` (path with query) on the portal today."""
    if target == "/robots.txt":
        return Answer(200, "text/plain", portal.robots.encode()) if portal.robots else missing(portal)
    if target == "/":
        return home(portal)
    if target == "/about.html":
        return html(portal, 200, "关于我们", "<p>本网站由变动市民政局主办。</p>")
    if target.startswith("/files/"):
        known = target in files_of(portal) and target not in portal.broken_files
        return Answer(200, "application/octet-stream", target.encode() * 40) if known else missing(portal)
    return inside(portal, target)


def files_of(portal: Portal) -> set[str]:
    """The files that articles name."""
    return {f for one in portal.articles.values() for f in one.files}


def inside(portal: Portal, target: str) -> Answer:
    """Lists and articles."""
    for column in portal.columns.values():
        if column.moved and target == f"/{column.slug}/":
            return Answer(302, "text/html", b"", f"/{column.slug}-new/")
        if not target.startswith((f"/{column.slug}/", f"/{column.slug}-new/")):
            continue
        for number in range(1, 400):
            if target == list_path(portal, column, number):
                return list_page(portal, column, number)
            if number > len(portal.articles) // column.size + 2:
                break
        for one in portal.in_column(column.slug):
            if portal.path(one) == target:
                return article_page(portal, one)
    return missing(portal)
