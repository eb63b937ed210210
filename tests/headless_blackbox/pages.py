"""The HTML of a generated portal: home, columns (scripted or plain), articles; both twins share frame and decoys."""

from __future__ import annotations

import json
import random
from pathlib import Path

from tests.headless_blackbox.dialects import Dialect
from tests.headless_blackbox.truth import Article, Column, Truth

LIST_JS = (Path(__file__).parent / "list.js").read_text("utf-8")
PER_PAGE = 15


def frame(made: Truth, title: str, middle: str, *, charset: str = "utf-8", head: str = "", aside: str = "") -> str:
    nav = "".join(f'<li><a href="{each.path}">{each.name}</a></li>' for each in made.columns)
    footer = (
        '<a href="/about.html">网站声明</a> <a href="/sitemap.html">网站地图</a> 主办：某某区民政局 电话：021-64120000'
    )
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="{charset}"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>body{{margin:0;font:16px sans-serif}}img{{max-width:100%}}</style>"
        f"<style>.wrap li{{padding:22px 0}}</style>{head}</head>"
        "<body>"
        f'<div class="top"><a href="/">某某区民政局</a></div><div class="nav"><ul>{nav}</ul></div>'
        f'<div class="main">{middle}</div>{aside}<div class="foot">{footer}</div></body></html>'
    )


def home(made: Truth) -> str:
    newest = "".join(
        f'<li><a href="{article.path}">{article.title}</a></li>'
        for each in made.columns
        for article in each.articles[:1]
    )
    return frame(made, "某某区民政局", f"<h2>最新</h2><ul>{newest}</ul><p>欢迎访问某某区民政局门户网站</p>")


def _aside(made: Truth, column: Column, scripted: bool) -> str:
    """Hot and recommended articles of other columns, as a decoy: by script where the list is by script."""
    others = [article for each in made.columns if each is not column for article in each.articles]
    chosen = random.Random(made.seed + len(column.slug)).sample(others, min(5, len(others)))
    rows = "".join(f'<li><a href="{each.path}">{each.title}</a></li>' for each in chosen)
    if not scripted:
        return f'<div class="side"><h3>热点排行</h3><ol>{rows}</ol></div>'
    script = (
        "fetch('/api/hot.json?of="
        + column.slug
        + "').then(r=>r.json()).then(d=>{document.getElementById('hot').innerHTML"
        "=d.list.map(x=>'<li><a href=\"'+x.u+'\">'+x.t+'</a></li>').join('')})"
    )
    return f'<div class="side"><h3>热点排行</h3><ol id="hot"></ol><script>{script}</script></div>'


def hot(made: Truth, slug: str) -> str:
    column = next(each for each in made.columns if each.slug == slug)
    others = [article for each in made.columns if each is not column for article in each.articles]
    chosen = random.Random(made.seed + len(column.slug)).sample(others, min(5, len(others)))
    return json.dumps({"list": [{"t": each.title, "u": each.path} for each in chosen]}, ensure_ascii=False)


def plain_column(made: Truth, column: Column, number: int, panels: bool) -> str:
    def rows(articles: list[Article]) -> str:
        made_rows = "".join(
            f'<li><a href="{each.path}" title="{each.title}">{each.title}</a>'
            + (f"<span>{each.day:%Y-%m-%d}</span>" if each.day else "")
            + "</li>"
            for each in articles
        )
        return f'<ul class="list">{made_rows}</ul>' if articles else '<ul class="list"><li>暂无数据</li></ul>'

    part = column.articles[(number - 1) * PER_PAGE : number * PER_PAGE]
    last = max(1, -(-len(column.articles) // PER_PAGE))
    links = "".join(
        f'<a href="{column.path}{"index" if n == 1 else f"index_{n}"}.html">{n}</a> ' for n in range(1, last + 1)
    )
    after = f'<a href="{column.path}index_{number + 1}.html">下一页</a>' if number < last else ""
    pager = f'<div class="page">{links}{after}</div>' if last > 1 else ""
    body = f"<h2>{column.name}</h2>{rows(part)}{pager}"
    return frame(made, f"{column.name}-某某区民政局", body, aside=_aside(made, column, False))


def scripted_column(made: Truth, dialect: Dialect) -> str:
    """The page that a browser fills; its list may lie in a frame that a script draws."""
    column = dialect.column
    charset = "gb2312" if dialect.gbk else "utf-8"
    aside = _aside(made, column, True)
    if dialect.framed:
        script = (
            "window.addEventListener('load',function(){var f=document.createElement('iframe');"
            f"f.src='/{column.slug}/inner.html';f.width='100%';f.height=900;f.title='list';"
            "document.getElementById('app').appendChild(f);});"
        )
        body = f'<h2>{column.name}</h2><div id="app"></div><script>{script}</script>'
        return frame(made, f"{column.name}-某某区民政局", body, charset=charset, aside=aside)
    body = f"<h2>{column.name}</h2>{_slot(dialect)}"
    return frame(made, f"{column.name}-某某区民政局", body, charset=charset, aside=aside)


def _slot(dialect: Dialect) -> str:
    extra = ""
    if dialect.asks == "jpaas":
        extra = (
            f'<script parseType="buildstatic" url="{dialect.api}" type="text/x-unit" queryData="'
            f"{{'pageId':'{dialect.column.slug}e3c1','tagId':'当前栏目_list','pageType':'column'}}\"></script>"
        )
    return (
        '<div id="tabs"></div><div class="wrap"><ul id="list"></ul></div><div id="pager"></div>'
        f'{extra}<script src="/assets/{dialect.column.slug}.4f2a.js" charset="utf-8"></script>'
    )


def inner(dialect: Dialect) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{dialect.column.name}</title></head>"
        f"<body>{_slot(dialect)}</body></html>"
    )


def bundle(dialect: Dialect) -> str:
    return f"window.__LIST__={json.dumps(dialect.config(), ensure_ascii=True)};\n{LIST_JS}"


def body_of(article: Article) -> str:
    links = "".join(
        f'<p><a href="{each}">{each.rsplit("/", 1)[1] if "attach" in each else "相关网页"}</a></p>'
        for each in article.links
    )
    related = "".join(f'<p>相关链接：<a href="{each}">查看</a></p>' for each in article.related)
    return (
        f"<p>各街镇、各有关单位：</p><p>现将{article.title}有关事项说明如下。第{article.ident}项工作请按要求抓好落实，"
        f"并于规定期限内报送情况，编号{article.ident * 13}。</p><p>请认真组织实施。</p>{links}{related}"
    )


def detail(made: Truth, article: Article) -> str:
    day = f"<div class='info'>发布时间：{article.day:%Y-%m-%d}　来源：本局</div>" if article.day else ""
    metas = f'<meta name="ArticleTitle" content="{article.title}">'
    if article.day:
        metas += f'<meta name="PubDate" content="{article.day:%Y-%m-%d} 10:30">'
    body = f"<h1>{article.title}</h1>{day}<div id='zoom' class='content'>{body_of(article)}</div>"
    return frame(made, f"{article.title}-某某区民政局", body, head=metas)


def drawn_detail(made: Truth, article: Article) -> str:
    """Family C: the article comes by an interface of its own."""
    script = (
        f"fetch('/api/article/{article.ident}').then(r=>r.json()).then(function(d){{d=d.data;"
        "document.title=d.title+'-某某区民政局';document.getElementById('t').textContent=d.title;"
        "if(d.day)document.getElementById('i').textContent='发布时间：'+d.day+'　来源：本局';"
        "document.getElementById('zoom').innerHTML=d.content;});"
    )
    body = (
        f"<h1 id='t'></h1><div class='info' id='i'></div><div id='zoom' class='content'></div><script>{script}</script>"
    )
    return frame(made, "某某区民政局", body)


def article_json(article: Article) -> str:
    made = {"title": article.title, "content": body_of(article)}
    if article.day:
        made["day"] = f"{article.day:%Y-%m-%d}"
    return json.dumps({"code": 0, "data": made}, ensure_ascii=False)
