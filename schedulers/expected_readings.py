"""应发布, the policies: each policy's interpretation, by when it is owed, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checks.deadline import in_words
from checks.obligations import Obligation, obligations, overdue, unit_of, unread
from inspection.asking import OF_INTERPRETATIONS
from inspection.expected import NEAR, Fate, Item
from inspection.issue import Issue
from schedulers.known_now import Known


def interpretations(known: Known, first: date, last: date, issues: Iterable[Issue]) -> Iterator[Item]:
    """Every policy whose interpretation is due between these days, as far as policies are known."""
    told = {one.subject: one for one in issues if one.check in OF_INTERPRETATIONS and one.alive}
    for owed in obligations(known.observed):
        if owed.deadline is not None and first <= owed.deadline.day <= last:
            yield _judged(known, owed, told.get(owed.policy.url))


def _judged(known: Known, owed: Obligation, issue: Issue | None) -> Item:
    assert owed.deadline is not None
    due, today, number = owed.deadline.day, known.observed.as_of.date(), issue.id if issue else 0
    first = owed.earliest
    if first is not None and first.day is not None:
        late = (first.day - due).days
        fate, said = (Fate.LATE, f"迟发 {late} 天") if owed.deadline.passed(first.day) else (Fate.DONE, "已解读")
        return _item(known, owed, fate, said, "", number if fate is Fate.LATE else 0)
    if owed.interpretations:
        return _item(known, owed, Fate.UNKNOWN, "未能判定", "解读没有发布日期", number)
    if today <= due:
        left = (due - today).days
        said = "今天到期" if left == 0 else f"还剩 {left} 天"
        return _item(known, owed, Fate.NEAR if left <= NEAR.days else Fate.PENDING, said, "尚未找到解读", number)
    why = "、".join(map(str, unread(known.observed, owed)[:3]))
    if why:
        return _item(known, owed, Fate.UNKNOWN, "未能判定", f"没有找到解读，但{why}", number)
    if overdue(known.observed, owed) is None:
        return _item(known, owed, Fate.UNKNOWN, "未能判定", "放假安排尚未公布，期限算不准", number)
    return _item(known, owed, Fate.OVERDUE, f"未发布，已逾期 {(today - due).days} 天", "没有找到解读", number)


def _item(known: Known, owed: Obligation, fate: Fate, said: str, why: str, issue: int) -> Item:
    rule, first = known.observed.plan.interpretation, owed.earliest
    assert rule is not None
    assert owed.deadline is not None
    published = owed.published.isoformat() if owed.published else ""
    return Item(
        kind="interpretation",
        name=f"解读：{owed.policy.title}",
        label=f"{published} 发布，{in_words(rule.within)}",
        unit=unit_of(known.observed, owed.policy),
        due=owed.deadline.day,
        fate=fate,
        said=said,
        why=why,
        title=first.article.title if first else "",
        link=first.article.url if first else "",
        day=first.day if first else None,
        channel=first.article.channel if first else "",
        issue=issue,
        opens=owed.published,
        key=f"interpretation\x00{owed.policy.url}",
    )
