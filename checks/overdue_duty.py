"""overdue-duty: a duty that only a person can say is done, and nobody said so by its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.days import today
from inspection.duties import Duty, Tick, Ticked
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.occurrences import Occurrence
from inspection.ticking import owed, unit_of, words_of

_LONG = 200  # characters of the duty's text that are quoted


@dataclass(frozen=True)
class OverdueDuty(Check):
    """职责到期未确认。

    ## 查什么
    年度要点里有些事从网站上看不出来：公众代表列席决策会议、组织培训、保密审查。方案的职责清单（`duties`）把它们写成人工确认
    （`ticks`），到期之前由责任单位在办理台“职责清单”或用 `xunjian duties tick` 确认，并写明凭据。
    到期还没有人确认的，报为问题；写了 `warn` 的，从预警日起先报一条提醒（级别为“提醒”）。
    完成日期晚于到期日的，记为迟办，不再报；确认被撤回的，重新计算。
    节日类（`before`）的，节日后 14 天不再提示；按年、按季、按月的，到下一期到期为止，上一年到期的只提示到到期后 31 天
    （清单是一年一份的）；写明日期（`by`）的，一直提示到确认为止。

    ## 为什么要紧
    看不见的职责最容易拖到年底。没有人确认，不等于没有做；但到期没有人说做了，就要有人去问。程序从不替人确认。

    ## 有错的例子
    上半年的培训，6月30日前应当完成，7月2日还没有人确认：
    ```yaml
    今天: 2025-07-02
    方案:
      duties:
        - number: "24"
          name: 政务公开学习培训
          ticks: [{name: 上半年培训, due: {yearly: 06-30, warn: 14d}}]
    发现: [24/上半年培训]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-07-02
    方案:
      duties:
        - number: "24"
          name: 政务公开学习培训
          ticks: [{name: 上半年培训, due: {yearly: 06-30, warn: 14d}}]
    确认: [{职责: "24", 事项: 上半年培训, 期次: 2025年, 确认人: 张三, 完成日期: 2025-05-20}]
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "overdue-duty"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "本单位年度政务公开工作要点"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are `<number>/<name of the tick>`; one answer for each, what is overdue before what is to come.

        Assumes that the words handed over are all that were given; one whose day is yet to come counts for nothing.
        """
        day = today(observed)
        given = words_of(observed.ticked, observed.as_of)
        for duty in observed.plan.duties:
            for tick in duty.ticks:
                waiting = (one for one in owed(tick, day) if (duty.number, tick.name, one.label) not in given)
                if (first := next(waiting, None)) is not None:
                    yield _fault(observed, duty, tick, first)


def _fault(observed: Observed, duty: Duty, tick: Tick, occurrence: Occurrence) -> Fault:
    day, due = today(observed), occurrence.due_at
    early = day <= due
    left = (due - day).days
    if early:
        said = "今天到期，还没有人确认" if left == 0 else f"还有 {left} 天，还没有人确认"
    else:
        said = f"已过 {-left} 天，没有人确认完成"
    before = _taken(observed, duty, tick)
    text = (duty.text or duty.name).strip()
    return Fault(
        subject=f"{duty.number}/{tick.name}",
        title=f"职责第 {duty.number} 项“{tick.name}”（{occurrence.label}）应不晚于 {due.isoformat()} 完成，{said}",
        unit=unit_of(duty, tick),
        evidence={
            "duty": f"{duty.number} {duty.name}",
            "duty_text": text if len(text) <= _LONG else f"{text[:_LONG]}……",
            "tick": tick.name,
            "occurrence": occurrence.label,
            "due": due.isoformat(),
            "days_late": -left,
            **({"last_ticked": f"{before.occurrence}，{before.said_by}"} if before else {}),
        },
        severity=Severity.WARNING if early else None,
    )


def _taken(observed: Observed, duty: Duty, tick: Tick) -> Ticked | None:
    """The last word given of it, of whatever occurrence."""
    return next((w for w in reversed(observed.ticked) if (w.duty, w.tick) == (duty.number, tick.name)), None)
