"""stale-home: nothing new on the home page for two weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from checks.check import Check
from checks.coverage import reading_of
from checks.days import newest, today
from inspection.addresses import host_of
from inspection.contents import StatedBy
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.front import Front, FrontItem
from inspection.observed import Observed
from inspection.records import ColumnState, Verdict, day_of

_KINDS = frozenset({"动态要闻", "通知公告"})
_NAVIGATES = 3  # dated items, fewer of which make no list of news


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of the home page with what is known of its day. `hinted`: by META or its address alone."""

    item: FrontItem
    day: date | None
    hinted: date | None
    unread: bool


@dataclass(frozen=True)
class StaleHome(Check):
    """首页更新不及时。

    ## 查什么
    首页上最新一条信息距今天的天数，超过 2 周为“严重”（单项否决）；超过 10 天先提醒。日期看首页上条目旁边写的、
    条目所在栏目写的和条目自己的页面写的；没有日期的条目视为未更新，晚于今天的日期不作数。
    首页只有导航、没有信息条目的，看动态、通知类栏目。首页没有读到、列表由脚本载入、条目的页面没有读到的，记为“无法判断”。

    ## 为什么要紧
    首页超过 2 周没有更新，单独一项就判定整个网站不合格。

    ## 有错的例子
    最新一条是 15 天前的：
    ```yaml
    今天: 2025-03-25
    首页条目:
      - {标题: 我局召开工作会议, 地址: /1.html, 日期: 2025-03-10}
      - {标题: 我局开展调研, 地址: /2.html, 日期: 2025-03-05}
      - {标题: 关于放假的通知, 地址: /3.html, 日期: 2025-01-20}
    网页: {}
    发现: [某某局]
    ```

    ## 无错的例子
    首页没有写日期，条目的页面写了：
    ```yaml
    今天: 2025-03-25
    首页条目:
      - {标题: 我局召开工作会议, 地址: /1.html}
      - {标题: 我局开展调研, 地址: /2.html}
      - {标题: 关于放假的通知, 地址: /3.html}
    网页:
      /1.html: {标题: 我局召开工作会议, 日期: {网页所标: 2025-03-20}}
      /2.html: {标题: 我局开展调研, 日期: {网页所标: 2025-03-05}}
      /3.html: {标题: 关于放假的通知, 日期: {网页所标: 2025-01-20}}
    ```

    ## 选项
    - `veto_days`（默认 14）：超过多少天为“严重”。
    - `warn_days`（默认 10）：超过多少天先提醒。
    """

    name: ClassVar[str] = "stale-home"
    severity: ClassVar[Severity] = Severity.CRITICAL
    basis: ClassVar[str] = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：首页超过2周未更新"

    veto_days: int = 14
    warn_days: int = 10

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """The subject is the site's name."""
        site = observed.plan.site.name
        if observed.home is None or observed.home.verdict is not Verdict.SOUND or observed.front is None:
            yield CannotTell(site, "home-not-read", "首页没有读到")
            return
        day = today(observed)
        items = _items(observed, observed.front, day)
        dated = [one for one in items if one.day is not None]
        if len(dated) < _NAVIGATES and not any(one.unread for one in items):
            yield from self._columns(observed, observed.front, items)
            return
        last = max(dated, key=lambda one: one.day or date.min, default=None)
        days = (day - last.day).days if last is not None and last.day is not None else None
        if days is not None and days <= self.warn_days:
            return
        doubt = self._doubt(observed.front, items, day)
        if doubt is not None:
            yield CannotTell(site, *doubt)
        elif last is not None and days is not None:
            yield self._fault(observed, days, last.item, last.day, _figures(items))

    def _doubt(self, front: Front, items: list[_Item], day: date) -> tuple[str, str] | None:
        """Why something newer may stand there."""
        if front.scripted:
            return "scripted", "首页有的列表由脚本载入，没有读到；读到的条目都不新"
        unread = [one for one in items if one.unread]
        if unread:
            return "articles-not-read", f"首页有 {len(unread)} 个条目没有写日期，其页面也没有读到"
        hinted = [one for one in items if one.hinted is not None and (day - one.hinted).days <= self.warn_days]
        if hinted:
            return "no-dates", f"“{hinted[0].item.title}”的网页标签或网址里的日期较新，但页面没有写发布日期"
        return None

    def _columns(self, observed: Observed, front: Front, items: list[_Item]) -> Iterator[Fault | CannotTell]:
        """The home page only navigates: the columns of news and notices are looked at, else all that are to be new."""
        site, plan = observed.plan.site.name, observed.plan
        columns = [one for one in plan.columns if one.kind in _KINDS] or [one for one in plan.columns if one.deadline]
        found: list[tuple[date, FrontItem]] = [(one.day, one.item) for one in items if one.day is not None]
        unread = list[str]()
        for column in columns:
            reading = reading_of(observed, column.name)
            if isinstance(reading, CannotTell) or reading.state is not ColumnState.READ:
                unread.append(column.name)
            elif (last := newest(reading.articles, plan.zone, today(observed))) is not None:
                found.append((last[0], FrontItem(last[1].url, last[1].title, last[0])))
        best = max(found, key=lambda one: one[0], default=None)
        days = (today(observed) - best[0]).days if best is not None else None
        if days is not None and days <= self.warn_days:
            return
        if best is None or days is None or unread or not columns or front.scripted:
            which = f"，栏目{'、'.join(unread)}没有读到" if unread else ""
            yield CannotTell(site, "no-dates", f"首页没有可看日期的条目{which}，看不出何时更新")
            return
        yield self._fault(
            observed, days, best[1], best[0], {"looked_in": [one.name for one in columns]}, by_columns=True
        )

    def _fault(
        self,
        observed: Observed,
        days: int,
        last: FrontItem,
        stated: date | None,
        figures: dict[str, Json],
        *,
        by_columns: bool = False,
    ) -> Fault:
        early, newest_day = days <= self.veto_days, stated.isoformat() if stated else ""
        where = "首页只有导航，动态、通知类栏目" if by_columns else "首页"
        left = (
            f"，再过 {self.veto_days - days + 1} 天即达到单项否决"
            if early
            else f"（超过 {self.veto_days} 天即单项否决）"
        )
        return Fault(
            subject=observed.plan.site.name,
            title=f"{where}已 {days} 天没有新信息{left}；最新一条：{newest_day} “{last.title}”",
            found_on=(observed.plan.site.home_url,),
            evidence={
                "newest": newest_day,
                "newest_title": last.title,
                "newest_url": last.url,
                "days": days,
                "deadline_days": self.veto_days,
                **({"days_to_veto": self.veto_days - days + 1} if early else {"days_over": days - self.veto_days}),
                **figures,
            },
            severity=Severity.WARNING if early else None,
        )


def _items(observed: Observed, front: Front, day: date) -> list[_Item]:
    """Items with their days. What lies elsewhere and shows no day beside it counts as not dated."""
    plan, contents = observed.plan, observed.contents or {}
    listed: dict[str, date] = {}
    for article in observed.articles():
        if (stated := day_of(article.published_at, plan.zone)) is not None and stated <= day:
            listed[article.url] = max(stated, listed.get(article.url, stated))
    gone = {one.probe.url for one in observed.targets if one.probe.verdict is Verdict.FAULTY}
    lists = {plan.column_url(column) for column in plan.columns} | {plan.site.home_url}
    lists |= {url for reading in observed.columns.values() for url in reading.visited}
    found = list[_Item]()
    for item in front.items:
        content = contents.get(item.url)
        stated_days = content.days if content is not None and content.kind not in ("list", "home") else ()
        shown = [one.day for one in stated_days if one.by in (StatedBy.SHOWN, StatedBy.TABLE)][:1]
        hints = [one.day for one in stated_days if one.by in (StatedBy.META, StatedBy.ADDRESS) and one.day <= day]
        known = [one for one in (item.day, listed.get(item.url), *shown) if one is not None and one <= day]
        own = host_of(item.url) in plan.site.inspected_hosts and item.url not in lists
        could_be = own and item.in_list and item.day is None and _is_article(item.url)
        unread = not known and could_be and content is None and item.url not in gone
        found.append(_Item(item, max(known, default=None), max(hints, default=None), unread))
    return found


def _is_article(url: str) -> bool:
    """Whether the address may be an article's: it names a file or a number, and is no front page of a folder."""
    path = url.partition("?")[0].rsplit("/", 1)[-1].lower()
    return bool("?" in url or path) and not path.startswith(("index.", "default.", "list.", "col"))


def _figures(items: list[_Item]) -> dict[str, Json]:
    return {"items": len(items), "undated": sum(one.day is None for one in items)}
