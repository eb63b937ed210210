"""withdrawn-article: an article of an account that rounds have seen, and that cannot be read any more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import ClassVar

from checks.account_sources import SourceSeen, account_reading, sources_of
from checks.check import Check
from checks.days import dated, today
from checks.names import fold
from inspection.accounts import Account
from inspection.asking import WITHDRAWN_DAYS
from inspection.findings import CannotTell, Fault, Severity
from inspection.media import Gone
from inspection.observed import Observed
from inspection.records import Article, day_of
from inspection.sources import Known

_SAID = {
    Gone.DELETED: "已被发布者删除",
    Gone.VIOLATION: "因违规无法查看",
    Gone.UNAVAILABLE: "暂时无法查看",
    Gone.MISSING: "已不存在",
}  # a temporary link that expired says nothing of the article behind it

_Titled = Mapping[str, list[tuple[date, str]]]  # days and addresses of the articles that can be read, by title
_NO_ADDRESS = "urn:"  # of an export file's row that states none: there is no page to open
_ROUND = timedelta(days=1)  # the longest that a round takes


@dataclass(frozen=True)
class WithdrawnArticle(Check):
    """账号发过的文章被删除或无法查看。

    ## 查什么
    以前各轮见过的文章，现在打开显示“该内容已被发布者删除”“因违规无法查看”等。发现撤下后 30 天内提示；
    因违规被屏蔽的级别为“错误”。同一标题的文章在发布前后或撤下前后两天内另有一篇能看的，是改正后重发，
    不报（违规的除外）。临时链接过期不说明文章被撤下，不报。来源里不再列出、页面又没能打开核实的，记为“无法判断”。

    ## 为什么要紧
    已发布的政策、通知悄悄消失，引用它的网页成了坏链，群众会以为政策变了；因违规被屏蔽的要立即查明原因。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        稿件: [{标题: 学雷锋活动, 日期: 2025-03-20}]
        见过:
          - 标题: 清明祭扫这样安排
            地址: https://mp.weixin.qq.com/s/withdrawn
            日期: 2025-03-12
            首见: 2025-03-12
            末见: 2025-03-22
            撤下: deleted-by-author
            撤下于: 2025-03-23
    发现: ["https://mp.weixin.qq.com/s/withdrawn"]
    ```

    ## 无错的例子
    改正后当天重发：
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        稿件: [{标题: 清明祭扫这样安排, 日期: 2025-03-12}]
        见过:
          - 标题: 清明祭扫这样安排
            地址: https://mp.weixin.qq.com/s/withdrawn
            日期: 2025-03-12
            首见: 2025-03-12
            末见: 2025-03-12
            撤下: deleted-by-author
            撤下于: 2025-03-13
    ```

    ## 选项
    - `within_days`（默认 30）：发现撤下后多少天内提示。
    - `reissued_days`（默认 2）：同一标题前后几天内重发的不报。
    """

    name: ClassVar[str] = "withdrawn-article"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：已发布的信息不应擅自撤下，撤下的应说明原因"

    within_days: int = WITHDRAWN_DAYS
    reissued_days: int = 2

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the articles' addresses."""
        for account in observed.plan.accounts:
            reading = account_reading(observed, account)
            if isinstance(reading, CannotTell):
                yield reading
            seen = sources_of(observed, account)
            alive = [*reading.articles] if not isinstance(reading, CannotTell) else []
            listed = _listed(seen, observed)
            withdrawn = {url: why for source in seen if source.reading for url, why in source.reading.gone}
            known = [_with_sources_word(one, withdrawn, observed) for one in observed.known.get(account.name, ())]
            alive += [one.article for one in known if one.gone is None]
            titled = _by_title(alive, observed)
            for one in known:
                if one.gone is None:
                    yield from self._vanished(observed, one, seen, listed)
                elif self._is_to_be_told(observed, one, titled):
                    yield _fault(observed, account, one)

    def _is_to_be_told(self, observed: Observed, one: Known, titled: _Titled) -> bool:
        if one.gone not in _SAID or one.gone_at is None:
            return False
        # Pages are opened after the hour as of which a round judges: what this round itself saw counts.
        if not -_ROUND <= observed.as_of - one.gone_at <= timedelta(days=self.within_days):
            return False
        return one.gone == Gone.VIOLATION or not self._reissued(observed, one, titled)

    def _reissued(self, observed: Observed, one: Known, titled: _Titled) -> bool:
        """Whether the same title stands again, published near to when it first was or to when it went."""
        zone, near = observed.plan.zone, timedelta(days=self.reissued_days)
        spans = [(day_of(one.last_seen_at, zone), day_of(one.gone_at or one.last_seen_at, zone))]
        if one.article.published_at is not None:
            stated = day_of(one.article.published_at, zone)
            spans.append((stated, stated))
        return any(
            url != one.article.url and any(start - near <= day <= end + near for start, end in spans)
            for day, url in titled.get(_bare(one.article.title), ())
        )

    def _vanished(
        self, observed: Observed, one: Known, seen: tuple[SourceSeen, ...], listed: frozenset[str]
    ) -> Iterator[CannotTell]:
        """No source lists it any more, although one covers its day, and its page was not opened since."""
        article, zone = one.article, observed.plan.zone
        recent = today(observed) - day_of(one.last_seen_at, zone) <= timedelta(days=self.within_days)
        if (
            article.published_at is None
            or article.url.startswith(_NO_ADDRESS)
            or not recent
            or listed & _marks(article, zone)
        ):
            return
        if one.looked_at is not None and one.looked_at > one.last_seen_at:
            return  # its page was there in a later round: the source alone has dropped it
        day = day_of(article.published_at, zone)
        if any(_covers(source, article, day) for source in seen):
            yield CannotTell(article.url, "page-not-read", f"“{article.title}”已不在列表里，页面也没有读到")


def _by_title(articles: Iterable[Article], observed: Observed) -> _Titled:
    found: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    for day, article in dated(articles, observed.plan.zone):
        found[_bare(article.title)].append((day, article.url))
    return found


def _covers(seen: SourceSeen, article: Article, day: date) -> bool:
    """Whether this source listed it, and would list it still. A day more, for dates that differ between sources."""
    reading = seen.reading
    if not seen.whole or reading is None or reading.covers_since is None or seen.label not in article.sources:
        return False
    return reading.covers_since < day and (reading.seen_until is None or day < reading.seen_until)


def _listed(seen: tuple[SourceSeen, ...], observed: Observed) -> frozenset[str]:
    articles = (a for source in seen if source.reading for a in source.reading.articles)
    return frozenset().union(*(_marks(article, observed.plan.zone) for article in articles))


def _marks(article: Article, zone: tzinfo) -> frozenset[str]:
    """By what an article is known again: its address, the platform's number of it, its title of that day."""
    day = day_of(article.published_at, zone).isoformat() if article.published_at else None
    titled = f"{_bare(article.title)} {day}" if day else None
    return frozenset(mark for mark in (article.url, article.platform_id, titled) if mark)


def _with_sources_word(one: Known, withdrawn: Mapping[str, str], observed: Observed) -> Known:
    """What a source itself says is withdrawn is gone as of this round."""
    if one.gone is not None or one.article.url not in withdrawn:
        return one
    return replace(one, gone=withdrawn[one.article.url], gone_at=observed.as_of)


def _bare(title: str) -> str:
    return re.sub(r"[\W_]", "", fold(title))


def _fault(observed: Observed, account: Account, one: Known) -> Fault:
    article, zone = one.article, observed.plan.zone
    published = day_of(article.published_at, zone).isoformat() if article.published_at else None
    said = _SAID[one.gone or ""]
    of = f"{published} 发布的" if published else "发布过的"
    return Fault(
        subject=article.url,
        title=f"账号“{account.name}”{of}“{article.title}”{said}",
        unit=account.unit,
        column=account.name,
        found_on=(article.url,),
        evidence={
            "reason": one.gone,
            "said": said,
            "article_title": article.title,
            "published": published,
            "first_seen_at": one.first_seen_at.astimezone(zone).isoformat(),
            "last_seen_at": one.last_seen_at.astimezone(zone).isoformat(),
            "gone_at": one.gone_at.astimezone(zone).isoformat() if one.gone_at else None,
        },
        severity=Severity.ERROR if one.gone == Gone.VIOLATION else None,
    )
