"""The words of an alert as an e-mail shows them: made safe once, for the plain text and the HTML alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspection.issue import ALIVE, STATE_NAMES, State
from inspection.telling import Kind
from notifications.alert import Alert, Line
from notifications.safe_text import command, line, link_target, one_line, paragraphs
from notifications.wording import SEVERITIES

SHOWN = 60  # issues listed; Gmail folds away what comes after 102 KB of HTML
SUBJECT_LENGTH = 120  # characters; phones show some 30, the file name of a saved mail fewer than 255 bytes
_KINDS = {Kind.RECOVERY: "恢复", Kind.DIGEST: "周报", Kind.TEST: "测试"}
_OVER = frozenset(state.value for state in State if state not in ALIVE)


@dataclass(frozen=True, slots=True)
class Row:
    """One issue: everything already safe to show."""

    number: int
    title: str
    severity: str  # inspection.findings.Severity
    severity_name: str
    state: str
    over: bool
    facts: tuple[str, ...]
    link: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """One e-mail."""

    subject: str
    severity: str
    severity_name: str
    headline: str
    because: str
    unit: str
    people: tuple[str, ...]
    text: tuple[str, ...]
    rows: tuple[Row, ...]
    hidden: int
    total: int
    more_link: str | None
    more_words: str
    site: str
    at: str
    id: str

    def showing(self, count: int) -> Words:
        """The same with only the first `count` issues, the others counted."""
        return replace(self, rows=self.rows[:count], hidden=self.total - count)


def words_of(alert: Alert) -> Words:
    """The alert's words, masked, without markup, links or marks of hidden direction; lines beyond SHOWN counted."""
    severity = _KINDS.get(alert.kind, SEVERITIES[alert.severity.value])
    rows = tuple(_row(number, one, alert) for number, one in enumerate(alert.lines[:SHOWN], 1))
    more = link_target(alert.more)
    return Words(
        subject=f"【{severity}】{one_line(alert.headline, SUBJECT_LENGTH)}",
        severity=alert.severity.value,
        severity_name=severity,
        headline=line(alert.headline, 200),
        because=line(alert.because, 300),
        unit=line(alert.unit or "", 60),
        people=tuple(line(one.name, 30) for one in alert.mentions[:20]),
        text=tuple(paragraphs(alert.text)),
        rows=rows,
        hidden=max(alert.total, len(alert.lines)) - len(rows) if alert.lines else 0,
        total=max(alert.total, len(alert.lines)),
        more_link=more,
        more_words="" if more or not alert.more else command(alert.more, 400),
        site=line(alert.site, 60),
        at=f"{alert.at:%Y-%m-%d %H:%M}",
        id=line(alert.id, 80),
    )


def _row(number: int, one: Line, alert: Alert) -> Row:
    known = one.state in set(State)
    # What the head of the mail says of all of them is not said again of each.
    unit = one.unit if one.unit != alert.unit else None
    column = one.column if one.column != alert.column else None
    facts = [f"第 {one.issue} 号", *(line(fact or "", 80) for fact in (unit, column, one.person, one.note))]
    if one.due_at is not None and one.state not in _OVER:
        facts.append(f"限 {one.due_at.astimezone(alert.at.tzinfo):%Y-%m-%d} 前整改")
    return Row(
        number=number,
        title=line(one.title),
        severity=one.severity.value,
        severity_name=SEVERITIES[one.severity.value],
        state=STATE_NAMES[State(one.state)] if known else line(one.state, 20),
        over=one.state in _OVER,
        facts=tuple(fact for fact in facts if fact),
        link=link_target(one.address),
    )


def plain_body(words: Words) -> str:
    """The plain text of the e-mail, readable on its own."""
    said = [f"【{words.severity_name}】{words.headline}", f"发送原因：{words.because}" if words.because else ""]
    said += [f"责任单位：{words.unit}" if words.unit else ""]
    said += [f"请办理：{'、'.join(words.people)}" if words.people else ""]
    said = [one for one in said if one]
    if words.text:
        said += ["", *words.text]
    for row in words.rows:
        mark = f"{row.severity_name}，{row.state}"
        said += ["", f"{row.number}. {row.title}（{mark}）", *(["   " + " · ".join(row.facts)] if row.facts else [])]
        said += [f"   {row.link}"] if row.link else []
    if words.hidden > 0:
        said += ["", f"共 {words.total} 个问题单，另有 {words.hidden} 个未列出。"]
    if words.more_link or words.more_words:
        said += ["", f"查看全部：{words.more_link or words.more_words}"]
    said += ["", "——", f"{words.site} · {words.at} · 编号 {words.id}", "本邮件由巡检程序自动发出，请勿直接回复。"]
    return "\n".join(said) + "\n"
