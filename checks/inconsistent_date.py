"""inconsistent-date: an article whose days of publication contradict each other, or what rounds have seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from checks.check import Check
from checks.dates_of_article import Dates, dates_of
from checks.days import today
from checks.page_reading import nobody_read, page_of, unread_columns, unread_pages
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.records import Article, DateFrom, day_of

_VETO = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：伪造发稿日期属于单项否决"
_SAMPLE = 10


@dataclass(frozen=True, slots=True)
class _Case:
    """One article with its days. `backdated`: rounds have seen that it came later than it says."""

    article: Article
    dates: Dates
    backdated: bool


@dataclass(frozen=True)
class InconsistentDate(Check):
    """发布日期前后不一。

    ## 查什么
    同一篇稿件，栏目列表写的日期和稿件页面写的发布日期相差超过容差（方案 `dating.apart`，默认 3 天），报一条提醒。
    稿件写的发布日期远早于它出现的日子——更早的一轮巡检已把这个栏目读全，当时还没有它，它却自称在那之前很久就已发布，
    网址里的日期也不支持它的说法——有倒填日期之嫌，级别为“错误”。证据里逐处写明日期和推算。
    网页标签（PubDate）、网址里的日期与显示的日期不同，不单独算错：发布系统重新发布时会改写。成文日期、印发日期不是发布日期。
    列表没有写年份、看不出哪一年的，不比。一个栏目里很多稿件都这样的，多半是模板或批量迁移，合并成一条。

    ## 为什么要紧
    伪造发稿日期是单项否决项。日期前后不一，也会让人分不清哪一天才是真的。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 关于开展年检的通知, 日期: 2025-03-20, 地址: /1.html}]}
    网页:
      /1.html: {标题: 关于开展年检的通知, 日期: {网页所标: 2025-02-20}}
    发现: [https://example.gov.cn/1.html]
    ```

    ## 无错的例子
    网页标签是重新发布时改写的，网址差一天，成文日期在前：
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 关于开展年检的通知, 日期: 2025-03-20, 地址: /1.html}]}
    网页:
      /1.html:
        标题: 关于开展年检的通知
        日期: {网页所标: 2025-03-20, 标签: 2025-03-24, 网址: 2025-03-19}
        信息表: {成文日期: '2024-12-31'}
    ```

    ## 选项
    - `many`（默认 10）：一个栏目里有这么多篇，合并成一条。
    - `migrated`（默认 60）：同一轮里新见到这么多篇旧稿，是批量迁移，不报。
    """

    name: ClassVar[str] = "inconsistent-date"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：同一稿件各处的发布日期应当一致"

    many: int = 10
    migrated: int = 60

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the articles' addresses; the column's name where many of its articles are so."""
        articles = _compared(observed)
        if not articles:
            return
        if (nobody := nobody_read(observed)) is not None:
            yield nobody
            return
        yield from unread_columns(observed, _columns(observed))
        yield from unread_pages(observed, articles)
        cases: dict[tuple[str, bool], list[_Case]] = defaultdict(list)
        for case in self._cases(observed, articles):
            cases[case.article.channel, case.backdated].append(case)
        for (channel, _), found in cases.items():
            if len(found) >= self.many:
                yield _gathered(observed, channel, found)
            else:
                yield from (_fault(observed, case) for case in found)

    def _cases(self, observed: Observed, articles: Sequence[Article]) -> Iterator[_Case]:
        """Old articles that come in great number at once were moved from elsewhere."""
        late: dict[date, list[_Case]] = defaultdict(list)
        apart = observed.plan.dating.apart
        for article in articles:
            dates = dates_of(observed, article, page_of(observed, article))
            if _is_backdated(dates, apart, today(observed)) and dates.seen is not None:
                late[dates.seen].append(_Case(article, dates, backdated=True))
            elif _differ(observed, article, dates, apart):
                yield _Case(article, dates, backdated=False)
        for cases in late.values():
            if len(cases) < self.migrated:
                yield from cases


def _columns(observed: Observed) -> list[str]:
    """Columns that a round reads: one that stays as it is (静态) is read only where another check looks there."""
    read = observed.columns
    return [one.name for one in observed.plan.columns if one.deadline is not None or one.name in read]


def _compared(observed: Observed) -> list[Article]:
    """Articles of columns with a day, each address once; those before `since` and exempt ones are left out."""
    rule, found = observed.plan.dating, dict[str, Article]()
    since = date.fromisoformat(rule.since) if rule.since else date.min
    for article in observed.articles(tuple(column.name for column in observed.plan.columns)):
        if article.published_at is None or any(word in article.title for word in rule.exempt):
            continue
        known = found.get(article.url)
        better = known is None or (known.date_from is not DateFrom.LIST and article.date_from is DateFrom.LIST)
        if better and day_of(article.published_at, observed.plan.zone) >= since:
            found[article.url] = article
    return list(found.values())


def _differ(observed: Observed, article: Article, dates: Dates, apart: timedelta) -> bool:
    """Whether the list and the page show different days, or the page does so by itself."""
    if dates.listed is None or not dates.on_page:
        return False
    if any(abs(day - dates.listed) <= apart for day in (*dates.shown, *dates.table)):
        return False
    reading = observed.columns.get(article.channel)
    yearless = reading is not None and reading.by_day
    return not (yearless and any(_same_but_year(dates.listed, day) for day in dates.on_page))


def _same_but_year(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def _is_backdated(dates: Dates, apart: timedelta, day: date) -> bool:
    """Whether it claims a day long before a look that read the whole column and did not have it.

    Where the address names the claimed day it was made then, and only put up late. A bare day in a list that is the
    document's own (成文日期) claims nothing.
    """
    claimed = dates.claimed
    if claimed is None or dates.lacked is None or claimed > day or claimed + apart >= dates.lacked:
        return False
    if dates.address is not None and dates.address <= claimed + apart:
        return False
    return bool(dates.on_page) or claimed not in dates.formed


def _fault(observed: Observed, case: _Case) -> Fault:
    article, dates = case.article, case.dates
    column = observed.plan.column(article.channel)
    reading = observed.columns.get(article.channel)
    places = (article.url, *((reading.url,) if reading and not case.backdated else ()))
    return Fault(
        subject=article.url,
        title=_sentence(article.title, dates, backdated=case.backdated),
        unit=column.unit if column else None,
        column=article.channel,
        found_on=places,
        evidence={"title": article.title, **_evidence(dates, observed.plan.dating.apart, backdated=case.backdated)},
        severity=Severity.ERROR if case.backdated else None,
        basis=_VETO if case.backdated else None,
    )


def _sentence(title: str, dates: Dates, *, backdated: bool) -> str:
    claimed, listed = dates.claimed, dates.listed
    if backdated and claimed and dates.lacked and dates.seen:
        return (
            f"“{title}”写的发布日期是 {claimed.isoformat()}，但 {dates.lacked.isoformat()} 巡检读全栏目时还没有它，"
            f"{dates.seen.isoformat()} 才首次见到，相差 {(dates.lacked - claimed).days} 天以上，请核实是否倒填日期"
        )
    shown = "、".join(day.isoformat() for day in dates.on_page)
    return f"“{title}”列表写的发布日期是 {listed.isoformat() if listed else ''}，稿件页面写的是 {shown}"


def _evidence(dates: Dates, apart: timedelta, *, backdated: bool) -> dict[str, Json]:
    found: dict[str, Json] = {"stated_days": [f"{place}：{days}" for place, days in dates.told().items()]}
    found["apart_days"] = apart.days
    if backdated and dates.lacked and dates.seen:
        found |= {"lacked_on": dates.lacked.isoformat(), "first_seen_on": dates.seen.isoformat()}
        found["not_proven"] = "也可能是稿件早已发布、后来才移入本栏目，或撤下后重新上线，须人工核实"
    return found


def _gathered(observed: Observed, channel: str, cases: Sequence[_Case]) -> Fault:
    """Many of one column: one fault of a template, or articles that were moved."""
    backdated, column = cases[0].backdated, observed.plan.column(channel)
    said = (
        "写的发布日期早于首次见到的日子很久，可能是批量补录或迁移，请核实"
        if backdated
        else "列表和稿件页面写的发布日期不同，多半是两处取的不是同一个日期"
    )
    examples: list[Json] = [
        {
            "title": one.article.title,
            "url": one.article.url,
            "stated_days": [f"{place}：{days}" for place, days in one.dates.told().items()],
        }
        for one in cases[:_SAMPLE]
    ]
    return Fault(
        subject=f"{channel}：{'倒填' if backdated else '不一'}",
        title=f"栏目“{channel}”有 {len(cases)} 篇稿件{said}",
        unit=column.unit if column else None,
        column=channel,
        found_on=tuple(one.article.url for one in cases[:_SAMPLE]),
        evidence={"articles": len(cases), "examples": examples, "apart_days": observed.plan.dating.apart.days},
    )
