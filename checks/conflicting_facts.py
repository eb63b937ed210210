"""conflicting-facts: portal and account state other dates or telephone numbers for the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import ClassVar

from checks.check import Check
from checks.compared import counterparts, side
from checks.counterpart_search import MatchedBy
from checks.counterpart_texts import is_whole
from checks.counterparts import Counterpart
from checks.days import today
from checks.fact_conflicts import Conflict, conflicts
from inspection.asking import COMPARED_DAYS
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.records import Article, day_of

_TOGETHER = timedelta(days=30)  # published further apart, one may have been overtaken
_BY_TEXT = timedelta(days=10)  # where nothing but the bodies speaks for it, notices of one form come every few weeks
_MOST_SHOWN = 200  # letters of a clause in the evidence


@dataclass(frozen=True)
class ConflictingFacts(Check):
    """网站与新媒体发布的同一内容，日期或电话不一致。

    ## 查什么
    同一内容在网站和新媒体（或两个新媒体账号）上都发布了，同一件事的日期、时间或电话却不一样：例如报名截止日期、预约时间、开放时间、
    咨询电话。只比较相隔 30 天以内发布的、正文都读到的；一方没有写的不算不一致。只有两种情形才报：同一句话只有数字不同；
    或者同一用途双方都只写了一个值，而且互不相同、在对方正文里也找不到。区号、全角数字、“上午8时30分”与“8:30”、
    “4月4日至6日”与“4月4日—4月6日”、是否写明年份，都不算不同。各区、各单位的电话分开比较；引用其他文件的日期、落款日期、
    改期说明里的日期不比较。标题改写过的，要求说的是同一件事、相隔不超过 15 天、双方都没有第二篇相近的，而且正文里
    另有相同的日期或号码，才算同一内容；没有别的相同之处而又有出入的，记为“无法判断”，请人工核对。一件稿件只报一条，
    证据里列出每一处和双方的原句。

    ## 为什么要紧
    群众照着其中一个白跑一趟、打错电话，追究起来两边都是官方发布。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告:
        类型: 通知公告
        稿件:
          - 标题: 关于做好2025年清明祭扫工作的通知
            日期: 2025-03-10
            地址: /tzgg/1.html
            读过全文: 是
            正文: 祭扫高峰预计为4月4日至6日。3月15日起开放预约。咨询电话：021-62891234。
    账号:
      上海民政:
        平台: wechat
        稿件:
          - 标题: 2025年清明祭扫安排来了
            日期: 2025-03-11
            读过全文: 是
            正文: 4月4日—4月6日为祭扫高峰。预约通道3月15日开启。咨询电话：62891243。
    发现: [https://example.gov.cn/tzgg/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告:
        类型: 通知公告
        稿件:
          - 标题: 关于做好2025年清明祭扫工作的通知
            日期: 2025-03-10
            读过全文: 是
            正文: 祭扫高峰预计为4月4日至6日。开放时间为上午7:00至下午4:00。咨询电话：（021）6289 1234。
    账号:
      上海民政:
        平台: wechat
        稿件:
          - 标题: 2025年清明祭扫安排来了
            日期: 2025-03-11
            读过全文: 是
            正文: 祭扫高峰：2025年4月4日—4月6日。开放时间7时至16时。咨询请拨打６２８９１２３４。
    ```

    ## 选项
    - `within_days`（默认 180）：只看最近多少天发布的。
    """

    name: ClassVar[str] = "conflicting-facts"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：网站与新媒体发布的信息应当一致"

    within_days: int = COMPARED_DAYS

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the portal articles' addresses; of two accounts, that of the one that the plan names first."""
        accounts = [account.name for account in observed.plan.accounts if account.name in observed.columns]
        columns = [column.name for column in observed.plan.columns if column.name in observed.columns]
        channels = [(column, account) for column in columns for account in accounts]
        said: dict[str, tuple[Article, list[tuple[Counterpart, Conflict]]]] = {}
        doubts: dict[str, CannotTell] = {}
        for ours, theirs in (*channels, *combinations(accounts, 2)):
            by_address = {item.article.url: item.article for item in side(observed, ours).items}
            for url, found in counterparts(observed, ours, theirs).items():
                article = by_address[url]
                for counterpart in found:
                    if not self._is_compared(observed, article, counterpart):
                        continue
                    if (doubt := _unread(article, counterpart.article)) is not None:
                        if counterpart.by.sure:
                            doubts.setdefault(url, doubt)
                        continue
                    apart = conflicts(article.text, counterpart.article.text)
                    if apart and not counterpart.by.sure:
                        doubts.setdefault(url, _unsure(article, counterpart, apart[0]))
                        continue
                    for conflict in apart:
                        said.setdefault(url, (article, []))[1].append((counterpart, conflict))
        for article, told in said.values():
            yield _fault(observed, article, told)
        yield from (doubt for url, doubt in doubts.items() if url not in said)

    def _is_compared(self, observed: Observed, article: Article, counterpart: Counterpart) -> bool:
        """Whether the two stand close enough in time, and are surely the same content, or very likely."""
        one, two = _day(observed, article), _day(observed, counterpart.article)
        if one is None or two is None or not (counterpart.by.sure or counterpart.by is MatchedBy.SUBJECT_LIKELY):
            return False
        apart = _BY_TEXT if counterpart.by is MatchedBy.TEXT else _TOGETHER
        return abs(one - two) <= apart and max(one, two) >= today(observed) - timedelta(days=self.within_days)


def _day(observed: Observed, article: Article) -> date | None:
    return day_of(article.published_at, observed.plan.zone)


def _unread(article: Article, other: Article) -> CannotTell | None:
    missing = [a for a in (article, other) if not is_whole(a)]
    if not missing:
        return None
    said = "、".join(f"“{a.title}”" for a in missing)
    return CannotTell(
        article.url, "page-not-read", f"“{article.title}”在“{other.channel}”也有发布，但没有读到{said}的正文"
    )


def _unsure(article: Article, counterpart: Counterpart, conflict: Conflict) -> CannotTell:
    other, ours, theirs = counterpart.article, conflict.ours.shown, conflict.theirs.shown
    pair = f"“{article.title}”与“{other.channel}”的“{other.title}”像是同一内容"
    said = f"{pair}，{conflict.name}分别为 {ours} 和 {theirs}，请人工核对"
    return CannotTell(article.url, "not-surely-same", said)


def _fault(observed: Observed, article: Article, told: list[tuple[Counterpart, Conflict]]) -> Fault:
    counterpart, first = told[0]
    others = tuple(dict.fromkeys(c.article.url for c, _ in told))
    more = f"等 {len(told)} 处" if len(told) > 1 else ""
    column = observed.plan.column(article.channel) or observed.plan.account(article.channel)
    return Fault(
        subject=article.url,
        title=(
            f"“{article.title}”与“{counterpart.article.channel}”发布的{first.name}不一致{more}："
            f"前者为 {first.ours.shown}，后者为 {first.theirs.shown}"
        ),
        unit=column.unit if column else None,
        column=article.channel,
        found_on=(article.url, *others),
        evidence={
            "published": _newer(observed, article, counterpart.article),
            "conflicts": [_shown(c, conflict) for c, conflict in told],
        },
    )


def _newer(observed: Observed, *articles: Article) -> str | None:
    days = [day for article in articles if (day := _day(observed, article)) is not None]
    return max(days).isoformat() if days else None


def _shown(counterpart: Counterpart, conflict: Conflict) -> Json:
    other = counterpart.article
    return {
        "what": conflict.name,
        "here": conflict.ours.shown,
        "here_said": conflict.ours.clause[:_MOST_SHOWN],
        "there": conflict.theirs.shown,
        "there_said": conflict.theirs.clause[:_MOST_SHOWN],
        "channel": other.channel,
        "title": other.title,
        "url": other.url,
        "matched_by": counterpart.by.name.lower().replace("_", "-"),
        "matched": counterpart.detail,
    }
