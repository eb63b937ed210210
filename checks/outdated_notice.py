"""outdated-notice: last season's notices still in front, and pages that still show last year's days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from checks.check import Check
from checks.coverage import reading_of
from checks.days import today
from checks.links import address_key
from checks.matching import bare, fits
from checks.names import fold
from checks.page_groups import content_at
from checks.page_reading import nobody_read
from checks.published import concerned
from checks.seasons import Home, Season, fits_past, row_in_front, seasons
from inspection.contents import Anchor, PageContent
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.occurrences import years_in
from inspection.records import Article, day_of

_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})[日号]")
_NEAR = 45  # days round the event


@dataclass(frozen=True)
class OutdatedNotice(Check):
    """过季通知未撤下。

    ## 查什么
    节日类的应发稿件（`due.before`；其他的写了 `remove_after` 也查）：节日过后超过 `remove_after`（不写为14天），
    那一期的通知还置顶在栏目里，或者还挂在首页。置顶看标记和日期：排在前五行而下面有更新的稿件。
    按日期正常排在前面的、首页栏目列表里自动显示的最新几条不算；首页的图片、飘窗、专门链接算。到了下一个节日的发布时段，
    去年的通知还在首页、还排在栏目第一行的，也报。从首页进入的专题页，标题写的是往年，或者所写的节日前后的日期全是往年的，
    在发布时段内也报。首页、栏目没有读到的，记为“无法判断”。

    ## 为什么要紧
    群众按去年的日期、去年的预约办法去，白跑一趟。

    ## 有错的例子
    清明已过26天，通知还置顶：
    ```yaml
    今天: 2025-04-30
    栏目:
      通知公告:
        类型: 通知公告
        稿件:
          - {标题: 2025年清明祭扫服务安排, 日期: 2025-03-12, 地址: /a/qm.html}
          - {标题: 关于社会组织年检的通知, 日期: 2025-04-22}
          - {标题: 关于养老服务补贴的公告, 日期: 2025-04-15}
    应发布:
      - {name: 清明祭扫, due: {before: 清明, lead: 14d}, all_of: [清明, 祭扫]}
    网页:
      /: {类型: 首页, 标题: 某某局, 链接: [{地址: /tzgg/, 文字: 通知公告}]}
    发现: [https://example.gov.cn/a/qm.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-04-30
    栏目:
      通知公告:
        类型: 通知公告
        稿件:
          - {标题: 关于社会组织年检的通知, 日期: 2025-04-22}
          - {标题: 关于养老服务补贴的公告, 日期: 2025-04-15}
          - {标题: 2025年清明祭扫服务安排, 日期: 2025-03-12, 地址: /a/qm.html}
    应发布:
      - {name: 清明祭扫, due: {before: 清明, lead: 14d}, all_of: [清明, 祭扫]}
    网页:
      /: {类型: 首页, 标题: 某某局, 链接: [{地址: /tzgg/, 文字: 通知公告}]}
    ```

    ## 选项
    无。撤下期限在方案里写（应发稿件的 `remove_after`）。
    """

    name: ClassVar[str] = "outdated-notice"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：节日过后两周内撤下置顶的便民通知"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are addresses, one finding for each, wherever it stands."""
        asked = list(seasons(observed))
        if asked and (none := nobody_read(observed)):
            yield none
            return
        if not asked:
            return
        home = content_at(observed, observed.plan.site.home_url)
        if home is None:
            yield CannotTell(observed.plan.site.home_url, "page-not-read", "首页没有读到")
        yield from _unread(observed, asked)
        front = Home(home.links if home is not None else (), observed)
        said: set[str] = set()
        for season in asked:
            for fault in (*_articles(observed, season, front), *_linked(observed, season, front)):
                if address_key(fault.subject) not in said:
                    said.add(address_key(fault.subject))
                    yield fault


def _unread(observed: Observed, asked: list[Season]) -> Iterator[CannotTell]:
    """Columns that may have such notices in front, and were not read."""
    for name in dict.fromkeys(name for season in asked for name in concerned(observed, season.expectation)):
        reading = reading_of(observed, name)
        if isinstance(reading, CannotTell) and observed.plan.column(name) is not None:
            yield reading


def _articles(observed: Observed, season: Season, home: Home) -> Iterator[Fault]:
    """Notices of columns and accounts, in front of their own channel or on the home page."""
    found: dict[str, tuple[Article, date | None, list[str], list[str]]] = {}
    channels = season.expectation.columns or None
    for article in observed.articles(channels):
        day = day_of(article.published_at, observed.plan.zone)
        if not fits_past(season, article, day):
            continue
        reading = observed.columns[article.channel]
        row = row_in_front(reading, article, observed, season)
        shown = home.where(article, season)
        if row or shown:
            kept = found.setdefault(address_key(article.url), (article, day, [], []))
            kept[2].extend(said for said in (row, shown) if said and said not in kept[2])
            pages = ([reading.url] if row else []) + ([observed.plan.site.home_url] if shown else [])
            kept[3].extend(page for page in pages if page and page not in kept[3])
    for article, day, where, pages in found.values():
        yield _fault(observed, season, article.url, article.title, day, where, pages, article.channel)


def _linked(observed: Observed, season: Season, home: Home) -> Iterator[Fault]:
    """What the home page links to beside the articles: links that name a past year, pages that show past days."""
    listed = {address_key(article.url) for article in observed.articles()}
    own = address_key(observed.plan.site.home_url)
    name, page_of_home = season.expectation.due.before, observed.plan.site.home_url
    for link in home.links:
        key = address_key(link.url)
        if key in listed or key == own:
            continue
        if fits(season.expectation, link.text) and years_in(link.text) and season.is_past(link.text, None):
            yield _fault(observed, season, link.url, link.text, None, ["首页"], [page_of_home], None)
        elif season.open and name is not None and (stale := _stale_page(observed, season, link, name)):
            content = (observed.contents or {})[link.url]
            where = [f"首页（{stale}）"]
            fault = _fault(observed, season, link.url, content.title, None, where, [page_of_home, link.url], None)
            yield replace(fault, evidence={**fault.evidence, "passed": stale})


def _stale_page(observed: Observed, season: Season, link: Anchor, name: str) -> str:
    """The words by which a page on the season shows that it is last year's; "" where it does not."""
    content = (observed.contents or {}).get(link.url)
    if content is None or season.coming is None or bare(name) not in bare(f"{link.text} {content.title}"):
        return ""
    if (years := years_in(content.title)) and max(years) < min(season.coming.years):
        return content.title
    return _past_days(season, content)


def _past_days(season: Season, content: PageContent) -> str:
    """The first day near the event that the page writes, where all such days are of past years."""
    coming, text = season.coming, fold(content.text)
    if coming is None or any(f"{year}年" in text for year in coming.years):
        return ""
    for found in _DATE.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        try:
            apart = abs((date(coming.event.year, month, day) - coming.event).days)
        except ValueError:
            continue
        if apart <= _NEAR and year < min(coming.years):
            return found[0]
    return ""


def _fault(
    observed: Observed,
    season: Season,
    url: str,
    title: str,
    published: date | None,
    where: list[str],
    pages: list[str],
    channel: str | None,
) -> Fault:
    days = (today(observed) - season.over.event).days
    when = f"（{published.isoformat()}发布）" if published else ""
    return Fault(
        subject=url,
        title=f"“{title}”{when}已经过季（{season.over.label}已过 {days} 天），仍在{'、'.join(where)}",
        unit=season.expectation.unit,
        column=channel,
        found_on=tuple(pages),
        evidence={
            "expectation": season.expectation.name,
            "occurrence": season.over.label,
            "event_day": season.over.event.isoformat(),
            "days": days,
            "published": published.isoformat() if published else None,
            "stands_in": list(where),
        },
    )
