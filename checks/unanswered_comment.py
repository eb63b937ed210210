"""unanswered-comment: readers who asked something under an article of an account, and got no answer in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from checks.account_sources import account_reading, sources_of
from checks.check import Check
from checks.days import today
from checks.deadline import deadline
from checks.questions import asks
from inspection.account_rules import Replying
from inspection.accounts import Account
from inspection.durations import WorkdaySpan, say_duration
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.media import Comment
from inspection.observed import Observed
from inspection.records import Article, ColumnReading, day_of


@dataclass(frozen=True)
class UnansweredComment(Check):
    """账号文章下的留言超过期限没有回复。

    ## 查什么
    最近发布的文章（默认 30 天内）下，群众的留言超过方案规定的期限没有回复。默认只看提问、求助、
    投诉类的留言（有疑问词、问号、“请问”“求助”“打不通”“没人管”等），不看点赞、表情、打卡；
    `questions_only: false` 时看全部留言。期限按工作日或小时计算。一篇文章报一条，列出等得最久的几条留言，
    不记录留言人。来源没有说明是否已回复的、没有读到留言的，记为“无法判断”。方案没有写 `replying` 的账号不判断。

    ## 为什么要紧
    有问不答，是政务新媒体最常被投诉的问题；互动回应差是单项否决的内容。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        回复: {within: 3 workdays}
        稿件: [{标题: 清明祭扫这样安排, 日期: 2025-03-18, 地址: https://mp.weixin.qq.com/s/qingming}]
        留言:
          - {稿件: https://mp.weixin.qq.com/s/qingming, 内容: 请问骨灰寄存怎么预约？, 时间: 2025-03-19 08:30, 回复: 无}
          - {稿件: https://mp.weixin.qq.com/s/qingming, 内容: 辛苦了，点赞, 时间: 2025-03-19 08:40, 回复: 无}
    发现: ["https://mp.weixin.qq.com/s/qingming"]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        回复: {within: 3 workdays}
        稿件: [{标题: 清明祭扫这样安排, 日期: 2025-03-18, 地址: https://mp.weixin.qq.com/s/qingming}]
        留言:
          - {稿件: https://mp.weixin.qq.com/s/qingming, 内容: 请问怎么预约？, 时间: 2025-03-19 08:30, 回复: 2025-03-20}
          - {稿件: https://mp.weixin.qq.com/s/qingming, 内容: 停车方便吗, 时间: 2025-03-24 09:30, 回复: 无}
    ```

    ## 选项
    - `shown`（默认 5）：证据里最多列出几条留言。
    - `letters`（默认 60）：每条留言最多显示多少字。
    """

    name: ClassVar[str] = "unanswered-comment"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案规定的留言回复期限"

    shown: int = 5
    letters: int = 60

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the articles' addresses; the account's name where nothing was read of it."""
        for account in observed.plan.accounts:
            if account.replying is None:
                continue
            reading = account_reading(observed, account)
            if isinstance(reading, CannotTell):
                yield reading
            else:
                yield from self._of(observed, account, account.replying, reading)

    def _of(
        self, observed: Observed, account: Account, asked: Replying, reading: ColumnReading
    ) -> Iterator[Fault | CannotTell]:
        if not reading.articles:
            yield CannotTell(account.name, "no-articles", "一篇文章也没有读到")
        articles = {a.url: a for a in reading.articles}
        said: defaultdict[str, list[Comment]] = defaultdict(list)
        for comment in observed.comments.get(account.name, ()):
            if _is_recent(observed, asked, articles.get(comment.article_url), comment):
                said[comment.article_url].append(comment)
        yield from _unread(observed, account, asked, reading)
        for url, comments in said.items():
            wanted = [c for c in comments if not asked.questions_only or asks(c.text)]
            waiting = [c for c in wanted if not c.answered and _overdue(observed, asked, c)]
            unanswered = sorted((c for c in waiting if c.answered is False), key=lambda c: c.said_at)
            if unanswered:
                yield self._fault(observed, account, asked, articles.get(url), unanswered)
            elif waiting:
                yield CannotTell(url, "replies-not-told", f"有 {len(waiting)} 条留言看不出是否已回复")
            elif any(_overdue(observed, asked, c) is None for c in wanted if not c.answered):
                yield CannotTell(url, "calendar-not-published", "该年度放假安排尚未公布，无法确定回复期限")

    def _fault(
        self,
        observed: Observed,
        account: Account,
        asked: Replying,
        article: Article | None,
        waiting: list[Comment],
    ) -> Fault:
        zone, oldest = observed.plan.zone, waiting[0]
        days = (today(observed) - day_of(oldest.said_at, zone)).days
        under = f"“{article.title}”下" if article else "一篇文章下"
        published = day_of(article.published_at, zone).isoformat() if article and article.published_at else None
        return Fault(
            subject=oldest.article_url,
            title=(f"账号“{account.name}”{under}有 {len(waiting)} 条留言{_late(asked)}没有回复，最久的已等 {days} 天"),
            unit=account.unit,
            column=account.name,
            found_on=(oldest.article_url,),
            evidence={
                "waiting": len(waiting),
                "oldest_waiting_days": days,
                "oldest_said_at": oldest.said_at.astimezone(zone).isoformat(),
                "within": _span(asked),
                "published": published,
                "article_title": article.title if article else None,
                "comments": [self._shown(observed, comment) for comment in waiting[: self.shown]],
            },
        )

    def _shown(self, observed: Observed, comment: Comment) -> Json:
        text = " ".join(comment.text.split())
        cut = text if len(text) <= self.letters else f"{text[: self.letters]}…"
        return {"text": cut, "said_at": comment.said_at.astimezone(observed.plan.zone).isoformat()}


def _is_recent(observed: Observed, asked: Replying, article: Article | None, comment: Comment) -> bool:
    """Under an article of the last days; of an article without a date, by the comment's own time."""
    zone = observed.plan.zone
    stated = article.published_at if article and article.published_at else comment.said_at
    return today(observed) - day_of(stated, zone) <= asked.back and comment.said_at <= observed.as_of


def _overdue(observed: Observed, asked: Replying, comment: Comment) -> bool | None:
    """Whether the answer is late; None: that depends on a calendar that is not published."""
    if isinstance(asked.within, WorkdaySpan):
        due = deadline(day_of(comment.said_at, observed.plan.zone), asked.within, observed.workdays)
        return due.passed(today(observed))
    return observed.as_of - comment.said_at > asked.within


def _unread(observed: Observed, account: Account, asked: Replying, reading: ColumnReading) -> Iterator[CannotTell]:
    """Recent articles under which nobody looked: all of them at once where no source tells comments."""
    day, zone = today(observed), observed.plan.zone
    recent = [
        a
        for a in reading.articles
        if a.published_at is not None
        and timedelta(0) <= day - day_of(a.published_at, zone) <= asked.back
        and a.counts.comments != 0
    ]
    sources = sources_of(observed, account)
    read = {url for one in sources if one.reading for url in one.reading.commented}
    read |= {comment.article_url for comment in observed.comments.get(account.name, ())}
    missed = [a for a in recent if a.url not in read]
    if missed and not read:
        yield CannotTell(account.name, "comments-not-read", "现有来源读不到留言，请改用能读留言的官方接口")
    else:
        for article in missed:
            yield CannotTell(article.url, "comments-not-read", f"“{article.title}”下的留言没有读到")


def _span(asked: Replying) -> str:
    if isinstance(asked.within, WorkdaySpan):
        return f" {asked.within.days} 个工作日" if asked.within.days else "当天"
    return f" {say_duration(asked.within)} "


def _late(asked: Replying) -> str:
    span = _span(asked)
    return span if span == "当天" else f"超过{span}"
