"""overdue-reply: letters of a message board that were not answered in time, by the days that the board shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from checks.check import Check
from checks.days import today
from checks.deadline import deadline, in_words
from checks.letters import Letter, letters_of, masked
from checks.page_groups import absolute
from checks.page_reading import nobody_read
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.participation import MessageBoard

VETO = timedelta(days=92)  # three months, in days that no three months exceed
_ONE_BY_ONE = 20  # unanswered letters of a board that have a finding of their own
_EXAMPLES = 10


@dataclass(frozen=True)
class OverdueReply(Check):
    """留言逾期未答复。

    ## 查什么
    方案 `messages` 列出的留言板、信箱：列表各页和每封信的页面所显示的来信日期、答复日期、办理状态。来信之后超过期限
    （`reply_within`，工作日按官方日历算）还没有答复的，一封信报一条；超过三个月的为“严重”。已答复但答复晚了的，合起来报一条提醒。
    只看最近一段时间的来信（`back`）。一块板上没有答复的超过二十封，最早的二十封逐条报，其余合报一条。标题中的人名、号码遮去一部分。
    只有一个日期、看不出是来信还是答复的，没有写年份的，看不出有没有答复的，记为“无法判断”。

    ## 为什么要紧
    一年内有群众留言超过三个月没有答复的，单项否决。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    方案:
      messages: [{name: 局长信箱, url: /jzxx/, reply_within: 15 workdays}]
    网页:
      /jzxx/:
        类型: 列表
        标题: 局长信箱
        留言:
          - {标题: 低保怎样申请, 地址: /jzxx/1.html, 来信: 2025-01-06, 答复: 2025-01-10, 状态: 已答复, 有无答复: 有}
          - {标题: 关于养老院收费的问题, 地址: /jzxx/2.html, 来信: 2025-02-06, 状态: 办理中, 有无答复: 没有}
    发现: [https://example.gov.cn/jzxx/2.html]
    ```

    ## 无错的例子
    还在期限之内：
    ```yaml
    今天: 2025-03-25
    方案:
      messages: [{name: 局长信箱, url: /jzxx/, reply_within: 15 workdays}]
    网页:
      /jzxx/:
        类型: 列表
        标题: 局长信箱
        留言:
          - {标题: 低保怎样申请, 地址: /jzxx/1.html, 来信: 2025-01-06, 答复: 2025-01-10, 状态: 已答复, 有无答复: 有}
          - {标题: 关于养老院收费的问题, 地址: /jzxx/2.html, 来信: 2025-03-14, 状态: 办理中, 有无答复: 没有}
    ```

    ## 选项
    无。要查的留言板和答复期限在方案里写（`messages`）。
    """

    name: ClassVar[str] = "overdue-reply"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：互动回应"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects: the letter's address, or `<board>：<title>`; `<board>：逾期答复` and `<board>：其余未答复`."""
        if observed.plan.messages and (none := nobody_read(observed)):
            yield none
            return
        for board in observed.plan.messages:
            yield from _judge(observed, board)


def _judge(observed: Observed, board: MessageBoard) -> Iterator[Fault | CannotTell]:
    address, day = absolute(observed, board.url), today(observed)
    letters = letters_of(observed, board)
    if letters is None:
        yield CannotTell(address, "page-not-read", f"“{board.name}”的网页没有读到")
        return
    if not letters:
        yield CannotTell(address, "letters-not-found", f"“{board.name}”的网页上没有认出来信")
        return
    recent = [one for one in letters if (one.asked or one.answered or day) >= day - board.back]
    unanswered = [
        (asked, one) for one in recent if one.has_answer is False and (asked := _overdue(observed, board, one))
    ]
    unanswered.sort(key=lambda pair: (pair[0], pair[1].title))
    for asked, letter in unanswered[:_ONE_BY_ONE]:
        yield _unanswered(observed, board, asked, letter)
    if rest := unanswered[_ONE_BY_ONE:]:
        yield _rest(observed, board, rest)
    late = [(one, days) for one in recent if (days := _days_late(observed, board, one))]
    if late:
        yield _late(observed, board, late, sum(one.has_answer is True for one in recent))
    unknown = [one for one in recent if _is_unknown(one)]
    if unknown:
        first = masked(unknown[0].title)
        said = f"“{board.name}”有 {len(unknown)} 封来信看不出来信日期、答复日期或者是否答复，如“{first}”"
        yield CannotTell(board.name, "letters-undated", said)


def _overdue(observed: Observed, board: MessageBoard, letter: Letter) -> date | None:
    """The day that it was asked, where the last day for an answer has surely passed."""
    if letter.asked is None or letter.asked > today(observed):
        return None
    passed = deadline(letter.asked, board.reply_within, observed.workdays).passed(today(observed))
    return letter.asked if passed else None


def _days_late(observed: Observed, board: MessageBoard, letter: Letter) -> int:
    """By how many days the answer was surely late."""
    if letter.asked is None or letter.answered is None:
        return 0
    last = deadline(letter.asked, board.reply_within, observed.workdays)
    return (letter.answered - last.day).days if last.passed(letter.answered) else 0


def _is_unknown(letter: Letter) -> bool:
    if letter.has_answer is None or letter.asked is None:
        return True
    return letter.has_answer and letter.answered is None


def _unanswered(observed: Observed, board: MessageBoard, asked: date, letter: Letter) -> Fault:
    days, title = (today(observed) - asked).days, masked(letter.title)
    last = deadline(asked, board.reply_within, observed.workdays).day
    veto = days > VETO.days
    over = "，已超过三个月" if veto else ""
    return Fault(
        subject=letter.url or f"{board.name}：{title}（{asked.isoformat()}）",
        title=(
            f"“{board.name}”的来信“{title}”（{asked.isoformat()}）已 {days} 天没有答复{over}，"
            f"应不晚于 {last.isoformat()} 答复"
        ),
        unit=board.unit,
        found_on=letter.pages[:2],
        evidence={
            "board": board.name,
            "asked": asked.isoformat(),
            "letter_state": letter.state or None,
            "due": last.isoformat(),
            "days": days,
            "within": str(in_words(board.reply_within)),
        },
        severity=Severity.CRITICAL if veto else None,
        basis=None if veto else _basis(board),
    )


def _rest(observed: Observed, board: MessageBoard, rest: Sequence[tuple[date, Letter]]) -> Fault:
    oldest = (today(observed) - rest[0][0]).days
    return Fault(
        subject=f"{board.name}：其余未答复",
        title=f"“{board.name}”另有 {len(rest)} 封来信逾期没有答复，最早的已 {oldest} 天",
        unit=board.unit,
        found_on=(absolute(observed, board.url),),
        evidence={"board": board.name, "count": len(rest), "letters": _examples([one for _, one in rest])},
        severity=Severity.CRITICAL if oldest > VETO.days else None,
        basis=None if oldest > VETO.days else _basis(board),
    )


def _late(observed: Observed, board: MessageBoard, late: Sequence[tuple[Letter, int]], answered: int) -> Fault:
    worst = sorted(late, key=lambda pair: -pair[1])
    return Fault(
        subject=f"{board.name}：逾期答复",
        title=(
            f"“{board.name}”有 {len(late)} 封来信答复晚于期限（{in_words(board.reply_within)}），"
            f"最久的超期 {worst[0][1]} 天"
        ),
        unit=board.unit,
        found_on=(absolute(observed, board.url),),
        evidence={
            "board": board.name,
            "count": len(late),
            "answered_letters": answered,
            "days_late": worst[0][1],
            "within": in_words(board.reply_within),
            "letters": _examples([one for one, _ in worst]),
        },
        severity=Severity.WARNING,
        basis=_basis(board),
    )


def _examples(letters: Sequence[Letter]) -> list[Json]:
    return [
        f"“{masked(one.title)}”，{one.asked or '日期不明'} 来信，{f'{one.answered} 答复' if one.answered else '未答复'}"
        for one in letters[:_EXAMPLES]
    ]


def _basis(board: MessageBoard) -> str:
    return f"本单位巡检方案：“{board.name}”应在{in_words(board.reply_within)}内答复"
