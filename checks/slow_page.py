"""slow-page: the main content of a page takes too long to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import Look, Looks, looks_of, told
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.visits import View


@dataclass(frozen=True)
class SlowPage(Check):
    """网页显示慢。

    ## 查什么
    用浏览器打开网页，从打开到主要内容（最大的一块文字或图片）显示出来的时间，超过方案 browser 的 paint_within
    （默认 3 秒）。疑似慢的当场再看一次，取快的一次；巡检机器自身忙碌耽误的时间扣除，扣除后不超的记为“无法判断”；
    只看到一次的，超过一倍才算。首页慢而过半网页都慢的，是整个网站慢，只报一条。

    ## 为什么要紧
    《政府网站发展指引》提出网页打开时间宜在 3 秒以内；时间是从巡检机器所在网络测得的，与公众所见会有出入，供改进参考。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 显示: 7.5}
    发现: [https://example.gov.cn/]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 显示: 2.4}
    ```
    巡检机器自己忙，耽误了 5 秒：
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 显示: 7.5, 耽误: 5}
    无法判断: [https://example.gov.cn/]
    ```

    ## 选项
    - `others`（默认 3）：首页慢时，至少还有这么多网页慢，才算整个网站慢。
    """

    name: ClassVar[str] = "slow-page"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = (
        "《政府网站发展指引》（国办发〔2017〕47号）：网页打开时间宜在3秒以内；以主要内容显示的时间判断为工作惯例"
    )

    others: int = 3

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the pages' addresses; home for what is slow everywhere."""
        known, limit = looks_of(observed), observed.plan.browser.paint_within.total_seconds()
        slow: list[Look] = []
        measured = 0
        for look in known.of(View.DESK):
            measured += look.facts.paint is not None
            verdict = _is_slow(look, limit)
            if verdict is None:
                yield CannotTell(look.url, "machine-busy", explain("machine-busy"))
            elif verdict:
                slow.append(look)
        home = known.home(View.DESK)
        if home in slow and len(slow) > self.others and 2 * len(slow) >= measured:
            yield _fault(observed, known, slow, limit)
        else:
            for look in slow:
                yield _fault(observed, known, [look], limit)


def _is_slow(look: Look, limit: float) -> bool | None:
    """None: it was slow, and that may have been this machine's doing, or chance."""
    facts = look.facts
    if facts.paint is None or facts.paint <= limit:
        return False
    own = facts.paint - facts.stalled
    once = facts.looks < 2
    return True if own > (2 * limit if once else limit) else None


def _fault(observed: Observed, known: Looks, slow: list[Look], limit: float) -> Fault:
    first = slow[0]
    took = first.facts.paint or 0.0
    many = f"，另有 {len(slow) - 1} 个网页也超过提示线" if len(slow) > 1 else ""
    return told(
        observed,
        first.url,
        slow,
        f"{known.name(first.url)}显示慢：主要内容 {took:.1f} 秒才显示出来（提示线 {limit:g} 秒）{many}",
        {
            "paint": f"{took:.1f} 秒",
            "paint_limit": f"{limit:g} 秒",
            "stalled": f"{first.facts.stalled:.1f} 秒",
            "looks": first.facts.looks,
            "examples": [f"{known.name(look.url)}：{look.facts.paint or 0:.1f} 秒" for look in slow[:10]],
        },
    )
