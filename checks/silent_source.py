"""silent-source: a source that shows nothing new while another one does, or that only the office can set right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from checks.account_sources import SourceSeen, every_source, sources_of
from checks.check import Check
from checks.days import dated, today
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.records import Article
from inspection.refusals import needs_person

# What does not pass by itself: somebody must set the plan, the machine, the file or the account right.
_OURS_TO_MEND = frozenset(
    {
        "credential-missing",
        "not-verified",
        "ip-not-allowed",
        "account-not-found",
        "html-not-feed",
        "not-a-feed",
        "feed-login-lost",
        "file-missing",
        "file-unreadable",
        "columns-unknown",
    }
)
_STOPPED = frozenset({"feed-frozen", "file-old"})  # it answers, with nothing but what is old
_EXPORT = "export"  # as new as its last download: that it lacks what came later is no fault


@dataclass(frozen=True)
class SilentSource(Check):
    """账号的某个来源失灵。

    ## 查什么
    一个账号有几个来源时，某个来源能读、却看不到别的来源已经看到的新文章：
    它最新的一篇比别的来源旧了两天以上（或者一篇也没有），而且那些新文章昨天以前就发了。订阅服务很久没有刷新的、
    导出文件早于更新期限的，也报；导出文件没有过期的，不与其他来源比较。

    读不到而又不会自己恢复的，同样报：没有设置环境变量、账号没有接口权限、本机 IP 不在白名单、编号或地址不对、
    订阅地址返回网页、导出文件没有或打不开。登录、令牌过期另由 expired-credential 报告。

    人工验证、访问频繁、网络不通等，记为“无法判断”。按设计只看得到一部分的来源（只读合集、只读列出的文章），
    不因此算失灵。

    ## 为什么要紧
    来源失灵时，看上去像是账号没有更新；等真的没有更新时，又没有人知道。

    ## 有错的例子
    订阅服务停在 3 月 2 日，官方接口每天都有新文章：
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        稿件: [{标题: 清明祭扫这样安排, 日期: 2025-03-24}, {标题: 学雷锋活动, 日期: 2025-03-02}]
        来源: {feed: {最新: 2025-03-02}, wechat-api: {}}
    发现: ["上海民政：feed"]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        稿件: [{标题: 清明祭扫这样安排, 日期: 2025-03-24}, {标题: 学雷锋活动, 日期: 2025-03-23}]
        来源: {feed: {最新: 2025-03-23}, wechat-api: {}, wechat-album: {最新: 2025-01-02, 只见部分: one-album-only}}
    ```

    ## 选项
    - `lag_days`（默认 2）：最新的一篇比别的来源旧几天以内不算失灵。
    """

    name: ClassVar[str] = "silent-source"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：读取账号的来源应当正常，失灵的应及时修复"

    lag_days: int = 2

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are `<account>：<label of the source>`."""
        for seen in every_source(observed):
            if not seen.ok:
                said = _refused(observed, seen)
            elif seen.refusal in _STOPPED:
                said = _stopped(observed, seen)
            elif seen.whole and seen.source.kind != _EXPORT:
                said = self._compared(observed, seen)
            else:
                said = None
            if said is not None:
                yield said

    def _compared(self, observed: Observed, seen: SourceSeen) -> Fault | CannotTell | None:
        latest = seen.newest(observed)
        if latest is None and seen.reading is not None and seen.reading.articles:
            return CannotTell(seen.subject, "no-dates", "这个来源的文章没有日期，无法与其他来源比较")
        horizon = (seen.reading.seen_until if seen.reading else None) or date.max
        after = latest[0] + timedelta(days=self.lag_days) if latest else date.min
        newer = [(day, a, other) for day, a, other in _elsewhere(observed, seen) if after < day <= horizon]
        settled = [found for found in newer if found[0] < today(observed)]
        if settled:
            return _silent(observed, seen, latest, settled)
        if newer:
            return CannotTell(seen.subject, "just-published", "其他来源今天才有新文章，明天再看")
        if latest is None:
            return _blank(observed, seen)
        return None


def _blank(observed: Observed, seen: SourceSeen) -> CannotTell:
    """It answers and shows nothing, and no other source shows more: whether it is at fault cannot be told."""
    if observed.known.get(seen.account.name):
        return CannotTell(seen.subject, "could-not-be-read", "以前有文章，本轮一篇也没有读到")
    return CannotTell(seen.subject, "no-articles", "来源能读，但一篇文章也没有")


def _elsewhere(observed: Observed, seen: SourceSeen) -> Iterator[tuple[date, Article, SourceSeen]]:
    """What the account's other sources show, up to today."""
    zone, day = observed.plan.zone, today(observed)
    for other in sources_of(observed, seen.account):
        if other.label != seen.label and other.ok and other.reading is not None:
            yield from ((at, a, other) for at, a in dated(other.reading.articles, zone) if at <= day)


def _silent(
    observed: Observed,
    seen: SourceSeen,
    latest: tuple[date, Article] | None,
    newer: list[tuple[date, Article, SourceSeen]],
) -> Fault:
    day, article, other = max(newer, key=lambda found: found[0])
    own = f"最新一篇是 {latest[0].isoformat()} 的" if latest else "一篇文章也没有"
    return _fault(
        observed,
        seen,
        f"{own}，而{other.called}已有 {day.isoformat()} 的“{article.title}”，请检查这个来源",
        {
            "reason": "silent",
            "other_source": other.label,
            "other_newest": day.isoformat(),
            "other_title": article.title,
            "unseen": len({a.url for _, a, _ in newer}),
        },
    )


def _stopped(observed: Observed, seen: SourceSeen) -> Fault | None:
    """A frozen feed at once; an export file when it is older than the account may be."""
    built = seen.reading.built_at if seen.reading else None
    if seen.refusal == "file-old" and built is not None and observed.as_of - built <= seen.account.update_within:
        return None
    since = f"（{built.astimezone(observed.plan.zone).date().isoformat()}）" if built else ""
    return _fault(
        observed,
        seen,
        f"{seen.said}{since}，{seen.mend}",
        {"reason": seen.refusal, "built_at": built.isoformat() if built else None},
    )


def _refused(observed: Observed, seen: SourceSeen) -> Fault | CannotTell | None:
    if needs_person(seen.refusal):
        return CannotTell(seen.subject, seen.refusal, seen.said)
    if seen.refusal not in _OURS_TO_MEND:
        return CannotTell(seen.subject, seen.refusal, f"{seen.said}，{seen.mend}")
    named = f"（{seen.source.credential}）" if seen.refusal == "credential-missing" and seen.source.credential else ""
    return _fault(observed, seen, f"{seen.said}{named}，{seen.mend}", {"reason": seen.refusal})


def _fault(observed: Observed, seen: SourceSeen, said: str, more: dict[str, Json]) -> Fault:
    latest = seen.newest(observed)
    return Fault(
        subject=seen.subject,
        title=f"账号“{seen.account.name}”的来源“{seen.called}”失灵：{said}",
        unit=seen.keeper,
        column=seen.account.name,
        found_on=(latest[1].url,) if latest else (),
        evidence={
            "source": seen.label,
            "newest": latest[0].isoformat() if latest else None,
            "detail": seen.reading.detail if seen.reading else "",
            **more,
        },
    )
