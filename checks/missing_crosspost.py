"""missing-crosspost: what the portal published and an account did not carry in time, or the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from checks.check import Check
from checks.compared import counterparts, side
from checks.counterpart_near import closest, unread_likeness
from checks.coverage import ACCOUNT_EARLY, Gap, gaps
from checks.days import today
from checks.deadline import Deadline, deadline, in_words
from checks.links import address_key
from checks.matching import bare
from checks.obligations import pairings
from inspection.accounts import CROSSPOST_BACK, Crosspost
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.records import Article


@dataclass
class _Owed:
    """One article of the source, and what became of it on the channels that must carry it."""

    article: Article
    day: date | None
    lacking: dict[str, tuple[Crosspost, Deadline]] = field(default_factory=dict)  # by channel
    doubts: dict[str, CannotTell] = field(default_factory=dict)  # by channel


@dataclass(frozen=True)
class MissingCrosspost(Check):
    """应当同步的内容没有同步发布。

    ## 查什么
    方案的 `crossposts` 规定：某些栏目（或账号）发布的内容，应当在期限内也发到另一些账号（或栏目）。
    到期找不到同样内容的，报一条，写明缺在哪里。同样的内容不要求标题相同，依次这样认定：互相链接（含“阅读原文”）、文号相同、
    标题除常用语外相同、标题写明同一份文件、正文大部分相同、标题说的是同一件事（不论词序，相隔不超过 45 天）；年份、
    月份、批次不同的不算，延期、更正与原通知不算同一内容。政策文件的解读同步了也算（`or_interpretation`）。提前发布的也算；
    迟发的只要发了就不再报。账号没有读到、没有读到那么早的，有文章像是但没有读到正文的，稿件没有日期的，
    跨年的放假安排还没公布因而算不准期限的，都记为“无法判断”。不写 `since` 的，只看最近一年发布的内容。

    ## 为什么要紧
    重要政策和便民通知只在网站上发、新媒体上没有（或者相反），群众看到的就不全；政务新媒体要求与政府网站协同联动。

    ## 有错的例子
    3月10日（周一）发布，3个工作日即3月13日；账号里只有去年的：
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告:
        类型: 通知公告
        稿件: [{标题: 关于做好2025年清明祭扫工作的通知, 日期: 2025-03-10, 地址: /tzgg/1.html}]
    账号:
      上海民政:
        平台: wechat
        看全自: 2024-03-01
        稿件:
          - {标题: 2024年清明祭扫安排来了, 日期: 2024-03-12, 地址: "https://mp.weixin.qq.com/s/1"}
          - {标题: 我局召开专题会议, 日期: 2025-03-20, 地址: "https://mp.weixin.qq.com/s/2"}
    同步: [{name: 通知同步, from: [通知公告], to: [上海民政], within: 3 workdays}]
    发现: [https://example.gov.cn/tzgg/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 关于做好2025年清明祭扫工作的通知, 日期: 2025-03-10}]}
    账号:
      上海民政:
        平台: wechat
        看全自: 2025-01-01
        稿件: [{标题: 关注｜2025年清明祭扫安排来了！, 日期: 2025-03-11, 地址: "https://mp.weixin.qq.com/s/1"}]
    同步: [{name: 通知同步, from: [通知公告], to: [上海民政], within: 3 workdays}]
    ```

    ## 选项
    无。从哪里到哪里、期限、哪些标题，都在方案的 `crossposts` 里写。
    """

    name: ClassVar[str] = "missing-crosspost"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案：同步发布"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the articles' addresses; one answer for each, whatever number of rules it falls under."""
        owed: dict[str, _Owed] = {}
        for rule in observed.plan.crossposts:
            back_to = _back_to(observed, rule)
            for gap in gaps(observed, rule.from_, back_to):
                yield CannotTell(gap.channel, gap.reason, f"{gap}，其中应同步的内容（{rule.name}）无法判断")
            for channel in rule.from_:
                for item in side(observed, channel).items:
                    if _is_meant(rule, item.article.title) and (item.day is None or item.day >= back_to):
                        held = owed.setdefault(item.article.url, _Owed(item.article, item.day))
                        _look(observed, rule, held)
        for held in owed.values():
            if held.lacking:
                yield _fault(observed, held)
            elif held.doubts:
                yield next(iter(held.doubts.values()))


def _back_to(observed: Observed, rule: Crosspost) -> date:
    return rule.since or today(observed) - CROSSPOST_BACK


def _is_meant(rule: Crosspost, title: str) -> bool:
    said = bare(title)
    return (
        all(bare(word) in said for word in rule.all_of)
        and (not rule.any_of or any(bare(word) in said for word in rule.any_of))
        and not any(bare(word) in said for word in rule.none_of)
    )


def _look(observed: Observed, rule: Crosspost, owed: _Owed) -> None:
    """Note every channel of the rule that lacks the article, or that cannot be told to lack it."""
    article, day = owed.article, owed.day
    due = deadline(day, rule.within, observed.workdays) if day else None
    late = due.passed(today(observed)) if due else None
    if late is False:
        return
    for channel in rule.to:
        if channel == article.channel or channel in owed.lacking or _is_carried(observed, rule, article, channel):
            continue
        doubt = _doubt(observed, owed, channel)
        if doubt is None and due is not None and late is None:
            years = "、".join(map(str, due.provisional))
            doubt = CannotTell(article.url, "calendar-not-published", f"{years}年的放假安排尚未公布，同步期限算不准")
        if doubt is not None:
            owed.doubts.setdefault(channel, doubt)
        elif due is not None:
            owed.lacking[channel] = (rule, due)


def _is_carried(observed: Observed, rule: Crosspost, article: Article, channel: str) -> bool:
    found = counterparts(observed, article.channel, channel).get(article.url, ())
    if any(rule.or_interpretation or not counterpart.explains for counterpart in found):
        return True
    return rule.or_interpretation and any(
        reading.channel == channel or counterparts(observed, reading.channel, channel).get(reading.url)
        for reading in _interpreting(observed, article)
    )


def _interpreting(observed: Observed, article: Article) -> Iterator[Article]:
    """The articles that interpret it, by the plan's own rule."""
    key = address_key(article.url)
    wanted = {p.interpretation_url for p in pairings(observed) if address_key(p.policy_url) == key}
    if wanted:
        yield from (a for a in observed.articles() if a.url in wanted)


def _doubt(observed: Observed, owed: _Owed, channel: str) -> CannotTell | None:
    """Why absence on that channel proves nothing; None where it does."""
    url, title, day = owed.article.url, owed.article.title, owed.day
    if day is None:
        return CannotTell(url, "no-date", f"“{title}”没有发布日期，算不出同步期限")
    if missing := _unread(observed, channel, day):
        return CannotTell(url, "columns-not-read", f"“{title}”没有找到同步发布的内容，但{missing[0]}")
    ours, theirs = side(observed, owed.article.channel), side(observed, channel)
    item = next(i for i in ours.items if i.article.url == url)
    compared = counterparts(observed, owed.article.channel, channel)
    taken = frozenset(c.article.url for found in compared.values() for c in found if c.by.sure)
    like = unread_likeness(ours, item, theirs, taken)
    if like is not None:
        said = f"“{channel}”的“{like.article.title}”像是“{title}”的同步，但没有读到正文"
        return CannotTell(url, "articles-not-read", said)
    return None


def _unread(observed: Observed, channel: str, day: date) -> list[Gap]:
    if not observed.complete:
        return [Gap("本轮巡检", "incomplete")]
    return gaps(observed, (channel,), day - ACCOUNT_EARLY)


def _fault(observed: Observed, owed: _Owed) -> Fault:
    article, channels = owed.article, tuple(owed.lacking)
    rule, due = min(owed.lacking.values(), key=lambda pair: pair[1].day)
    item = next(i for i in side(observed, article.channel).items if i.article.url == article.url)
    named: dict[str, list[str]] = defaultdict(list)
    for channel, (each, _) in owed.lacking.items():
        named[each.name].append(channel)
    near: dict[str, Json] = {channel: closest(item, side(observed, channel)) for channel in channels}
    late: timedelta = today(observed) - due.day
    published = owed.day.isoformat() if owed.day else ""
    return Fault(
        subject=article.url,
        title=(
            f"“{article.title}”（{published} 发布）没有同步到{'、'.join(f'“{c}”' for c in channels)}，"
            f"应不晚于 {due.day.isoformat()}（{in_words(rule.within)}），已逾期 {late.days} 天"
        ),
        unit=rule.unit or _unit_of(observed, channels[0]),
        column=article.channel,
        found_on=(article.url,),
        evidence={
            "rules": list(named),
            "missing_on": list(channels),
            "published": published,
            "due": due.day.isoformat(),
            "within": in_words(rule.within),
            "days_late": late.days,
            "closest": {channel: said for channel, said in near.items() if said},
            "not_told": [f"{channel}：{doubt.detail}" for channel, doubt in owed.doubts.items()],
        },
    )


def _unit_of(observed: Observed, channel: str) -> str | None:
    receiver = observed.plan.account(channel) or observed.plan.column(channel)
    return receiver.unit if receiver else None
