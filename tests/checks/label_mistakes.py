"""Mistakes that an office or a template makes with labels, each with the subjects under which they must be found."""

from __future__ import annotations

from collections.abc import Callable

from tests.checks.portal_labels import Portal

KINDS = {"home": "首页", "list": "栏目页", "article": "稿件页"}


def _some(made: Portal, kind: str) -> list[str]:
    pages = made.of(kind)
    return pages if made.rng.random() < 0.5 else made.rng.sample(pages, max(1, len(pages) // 4))


def _lost(kind: str, label: str) -> Callable[[Portal], str]:
    def mistake(made: Portal) -> str:
        for url in _some(made, kind):
            made.labels[url].pop(label, None)
        return f"{label}（{KINDS[kind]}）"

    return mistake


def _bare(kind: str) -> Callable[[Portal], str]:
    """A template without any label: one fault."""

    def mistake(made: Portal) -> str:
        for url in _some(made, kind):
            made.labels[url].clear()
        return f"全部标签（{KINDS[kind]}）"

    return mistake


def _said(kind: str, label: str, what: str, *values: str) -> Callable[[Portal], str]:
    def mistake(made: Portal) -> str:
        value = made.rng.choice(values)
        for url in _some(made, kind):
            made.labels[url][label] = value
        return f"{label}：{what}"

    return mistake


def _renamed(kind: str, label: str, *names: str) -> Callable[[Portal], str]:
    def mistake(made: Portal) -> str:
        name = made.rng.choice(names)
        for url in _some(made, kind):
            if label in made.labels[url]:
                made.labels[url][name] = made.labels[url].pop(label)
        return f"{label}：名称写错"

    return mistake


def _others_title(made: Portal) -> str:
    """Of another article, which this page links to below."""
    first, *others = made.rng.sample(made.of("article"), 3)
    made.labels[first]["ArticleTitle"] = made.titles[others[0]]
    same = made.titles[first] == made.titles[others[0]]
    return "" if same else "ArticleTitle：与标题不符"


def _one_title(made: Portal) -> str:
    for url in made.of("article"):
        made.labels[url]["ArticleTitle"] = "甲市民政局2024年政府信息公开工作年度报告"
    return "ArticleTitle：多篇相同"


def _others_column(made: Portal) -> str:
    first, second = made.of("list")[:2]
    made.labels[first]["ColumnName"] = made.titles[second]
    return "ColumnName：不是本栏目"


MISTAKES: tuple[Callable[[Portal], str], ...] = (
    _lost("home", "SiteIDCode"),
    _lost("home", "SiteName"),
    _lost("list", "ColumnDescription"),
    _lost("list", "ColumnType"),
    _lost("article", "PubDate"),
    _lost("article", "ContentSource"),
    _lost("article", "SiteDomain"),
    *map(_bare, KINDS),
    _said("article", "SiteIDCode", "不是10位", "990000006", "99000000610", "甲市民政局"),
    _said("home", "SiteIDCode", "与本站不符", "9900000062", "3300000006"),
    _said("list", "SiteDomain", "不是本站域名", "www.other.example.gov.cn", "example.com", "localhost:8080"),
    _said("article", "PubDate", "不是日期", "null", "2025-13-41", "三月二十日", "1742434200000"),
    _said("article", "PubDate", "没有赋值", "1970-01-01 08:00:00"),
    _said("article", "ContentSource", "内容为空", "", " "),
    _said("list", "ColumnKeywords", "内容为空", ""),
    _said("article", "ArticleTitle", "模板未替换", "{{article.title}}", "${title}", "<%=title%>"),
    _renamed("home", "SiteIDCode", "SiteCode", "SiteIdentCode"),
    _renamed("article", "PubDate", "PublishDate", "PubDat"),
    _renamed("article", "ContentSource", "ContentSourse", "ContenSource"),
    _others_title,
    _one_title,
    _others_column,
)
