"""The demo's portal, drawn whole: every address and its answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.answers import HTML, Answer, Hosts, Manner, redirect
from demo.content import Article, Column, Site, load
from demo.oddities import home_oddities

Answers = dict[str, Answer]  # percent-decoded path, with `?` and the raw query where the query matters
_TEMPLATES = Path(__file__).parent / "templates"


def build(hosts: Hosts, site: Site | None = None) -> Answers:
    """The inspected site. An address that is not in it gets the site's 404 page, kept under the empty path."""
    draw = _Pen(hosts, site or load())
    answers: Answers = {"": replace(draw.page("404.html.j2", "页面不存在"), status=404)}
    for column in draw.site.columns:
        answers |= _column(draw, column)
        for article in column.articles:
            answers[article.url] = _article(draw, column, article)
    for path, template, title in (
        ("/", "home.html.j2", "首页"),
        ("/jggk/", "about.html.j2", "机构概况"),
        ("/bmfw/index.html", "services.html.j2", "便民服务"),
        ("/zt/shzl/pages/index.html", "topic.html.j2", "社会治理专题"),
        ("/old/index.htm", "refresh.html.j2", "旧版首页"),
        ("/wsbs/guide.do?id=1043", "gone.html.j2", "页面不存在"),
    ):
        answers[path] = draw.page(template, title)
    answers["/index.html"] = answers["/"]
    return answers | home_oddities(_TEMPLATES.parent / "static")


class _Pen:
    """Draws pages of the site."""

    def __init__(self, hosts: Hosts, site: Site) -> None:
        self.site = site
        self.environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.update(
            site=site,
            home=hosts.home,
            partner=hosts.partner,
            firewall=hosts.firewall,
            closed=hosts.closed,
            to=site.urls.__getitem__,
            latest=lambda name, n: next(c for c in site.columns if c.name == name).articles[:n],
        )

    def page(self, template: str, title: str, encoding: str = "utf-8", **facts: Any) -> Answer:
        """One HTML page; GBK pages either declare no charset or wrongly declare UTF-8."""
        column: Column | None = facts.pop("column", None)
        declared = {"utf-8": "utf-8", "gbk": "", "gbk-as-utf8": "utf-8"}[encoding]
        drawn = self.environment.get_template(template).render(
            title=title, charset=declared, column=column, **({"article": None} | facts)
        )
        codec = "utf-8" if encoding == "utf-8" else "gb18030"
        return Answer(drawn.encode(codec), content_type=HTML if encoding == "utf-8" else "text/html")

    def inline(self, source: str) -> str:
        """An article's own markup, with the demo's addresses filled in."""
        return self.environment.from_string(source).render()


def _article(draw: _Pen, column: Column, article: Article) -> Answer:
    return draw.page(
        "article.html.j2",
        article.title,
        column.encoding,
        column=column,
        article=article,
        extra=draw.inline(article.extra),
        policies=[draw.site.policy(key) for key in article.interprets if article.linked],
        interpretations=draw.site.interpretations_of(article.key),
    )


def _column(draw: _Pen, column: Column) -> Answers:
    size = column.page_size
    pages = [column.articles[i : i + size] for i in range(0, len(column.articles), size)] or [()]
    first = 1 if column.family == "trs" else 2  # TRS calls its second page index_1
    names = ["index.html"] + [f"index_{n + first}.html" for n in range(len(pages) - 1)]
    template = f"list_{column.family}.html.j2"
    answers: Answers = {}
    for place, (name, articles) in enumerate(zip(names, pages, strict=True)):
        facts = {"articles": articles, "names": names, "place": place, "column": column}
        answers[f"{column.path}{name}"] = draw.page(template, column.name, column.encoding, **facts)
    if column.family == "jcms":
        return {column.path: answers[f"{column.path}index.html"]}
    answers[column.path] = answers[f"{column.path}index.html"]
    if column.family == "bracket":
        answers = {f"{column.path}list/": answers[column.path], column.path: redirect(f"{column.path}list/")}
    if column.family == "frame":
        inner = draw.page("frame_inner.html.j2", column.name, "gbk", articles=pages[0], column=column)
        answers[f"{column.path}list.asp?page=1"] = replace(inner, manner=Manner.NO_HEAD)
    return answers
