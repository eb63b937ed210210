"""应发布: each time that something is due, and what became of it; what nobody watched is neither done nor missed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from checks.coverage import gaps
from checks.matching import fits, why_not
from checks.published import concerned
from inspection.expected import FATES, NEAR, Fate, Item
from inspection.issue import Issue
from inspection.occurrences import Occurrence, occurrences_between
from inspection.plan import Expectation
from inspection.records import Article, day_of
from schedulers.known_now import Known

_DAY, _LATELY = timedelta(days=1), timedelta(days=7)


def publications(known: Known, first: date, last: date, issues: Iterable[Issue]) -> Iterator[Item]:
    """Every occurrence of the plan's expectations due between these days, by expectation."""
    told = _by_subject(issues)
    for expectation in known.observed.plan.expectations:
        articles = [a for a in known.observed.articles(expectation.columns or None) if fits(expectation, a.title)]
        for occurrence in occurrences_between(expectation.due, first, last):
            yield _judged(known, expectation, occurrence, articles, told.get(expectation.name))


def _by_subject(issues: Iterable[Issue]) -> Mapping[str, Issue]:
    return {one.subject: one for one in issues if one.check == "missing-publication"}


def _judged(
    known: Known, expectation: Expectation, occurrence: Occurrence, articles: list[Article], issue: Issue | None
) -> Item:
    observed, today = known.observed, _today(known)
    tells = issue if issue is not None and issue.evidence.get("due") == occurrence.due_at.isoformat() else None
    found: list[tuple[date, Article]] = []
    undated: list[Article] = []
    for article in articles:
        day = day_of(article.published_at, observed.plan.zone)
        if why_not(expectation, occurrence, article, day, today) is None:
            undated += [article] if day is None else []
            found += [(day, article)] if day is not None else []
    if found:
        return _done(expectation, occurrence, min(found, key=lambda pair: pair[0]), tells)
    if today <= occurrence.due_at:
        return _ahead(known, expectation, occurrence, undated, tells)
    return _gone_by(known, expectation, occurrence, undated, tells)


def _done(expectation: Expectation, occurrence: Occurrence, found: tuple[date, Article], issue: Issue | None) -> Item:
    day, _ = found
    late = (day - occurrence.due_at).days
    if issue is not None and issue.alive and issue.evidence.get("missing") == "interpretation":
        why = f"{day.isoformat()} 已发布，尚未见解读"
        return _item(expectation, occurrence, Fate.OVERDUE, "未发布，已逾期：缺解读", why, found, issue.id)
    if late > 0:
        return _item(expectation, occurrence, Fate.LATE, f"迟发 {late} 天", "", found, issue.id if issue else 0)
    early = "当天发布" if late == 0 else f"提前 {-late} 天"
    return _item(expectation, occurrence, Fate.DONE, "已发布", early, found)


def _ahead(
    known: Known, expectation: Expectation, occurrence: Occurrence, undated: list[Article], issue: Issue | None
) -> Item:
    today = _today(known)
    left = (occurrence.due_at - today).days
    near = today >= (occurrence.warns_at or occurrence.due_at - NEAR)
    if not near:
        return _item(expectation, occurrence, Fate.PENDING, "未到期", f"还有 {left} 天")
    why = "；".join(filter(None, (_undated(undated), _unread(known, expectation, occurrence, today - _LATELY))))
    said = "今天到期" if left == 0 else f"还剩 {left} 天"
    return _item(expectation, occurrence, Fate.NEAR, said, why or "尚未找到相符的稿件", issue=issue.id if issue else 0)


def _gone_by(
    known: Known, expectation: Expectation, occurrence: Occurrence, undated: list[Article], issue: Issue | None
) -> Item:
    today, number = _today(known), issue.id if issue else 0
    owed = today <= occurrence.until
    if not _watched(known, occurrence.due_at + _DAY, min(today, occurrence.until)):
        why = "到期以后没有巡检" if owed else "当时没有巡检"
        return _item(expectation, occurrence, Fate.UNWATCHED, FATES[Fate.UNWATCHED], why, issue=number)
    since = occurrence.due_at + _DAY
    why = "；".join(filter(None, (_undated(undated), _unread(known, expectation, occurrence, since))))
    if why and number == 0:
        return _item(expectation, occurrence, Fate.UNKNOWN, FATES[Fate.UNKNOWN], why)
    if owed:
        said = f"未发布，已逾期 {(today - occurrence.due_at).days} 天"
        return _item(expectation, occurrence, Fate.OVERDUE, said, why or "没有找到相符的稿件", issue=number)
    return _item(expectation, occurrence, Fate.MISSED, "未发布", why or "到期前后都没有找到相符的稿件", issue=number)


def _undated(articles: list[Article]) -> str:
    return f"“{articles[0].title}”像是，但没有发布日期" if articles else ""


def _unread(known: Known, expectation: Expectation, occurrence: Occurrence, since: date) -> str:
    """Why absence proves nothing; empty where it does. `since`: from that day on its channels must have been read."""
    if not known.observed.complete:
        return "最近的巡检没有做完"
    channels = concerned(known.observed, expectation)
    missing = [str(gap) for gap in gaps(known.observed, channels, occurrence.opens)]
    late = [
        f"“{name}”{known.read_on[name].isoformat()} 以后没有读到" for name in channels if _before(known, name, since)
    ]
    said = [*missing, *late]
    return "、".join(said[:3]) + (f"等 {len(said)} 处" if len(said) > 3 else "")


def _before(known: Known, name: str, day: date) -> bool:
    read = known.read_on.get(name)
    return read is not None and date.min < read < day


def _watched(known: Known, first: date, last: date) -> bool:
    """Whether a round looked on one of these days."""
    at = bisect_right(known.looked, first - _DAY)
    return at < len(known.looked) and known.looked[at] <= last


def _item(
    expectation: Expectation,
    occurrence: Occurrence,
    fate: Fate,
    said: str,
    why: str = "",
    found: tuple[date, Article] | None = None,
    issue: int = 0,
) -> Item:
    day, article = found if found else (None, None)
    return Item(
        kind="publication",
        name=expectation.name,
        label=occurrence.label,
        unit=expectation.unit,
        due=occurrence.due_at,
        fate=fate,
        said=said,
        why=why,
        title=article.title if article else "",
        link=article.url if article else "",
        day=day,
        channel=article.channel if article else "",
        issue=issue,
        warns=occurrence.warns_at,
        opens=occurrence.opens,
        season=expectation.due.before or "",
        event=occurrence.event,
        key=f"{expectation.name}\x00{occurrence.event.isoformat()}",
    )


def _today(known: Known) -> date:
    return known.observed.as_of.date()
