"""What a robot's message says, paragraph by paragraph, before a platform gives it its markup; safe already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspection.issue import STATE_NAMES, State
from inspection.telling import Kind
from notifications.alert import Alert, Line, Mention
from notifications.safe_text import command, line, link_target, most_that_fit, paragraphs, shown_address
from notifications.wording import SEVERITIES

_MARKS = {Kind.RECOVERY: "恢复", Kind.DIGEST: "周报", Kind.TEST: "测试"}
_WIDTHS = (120, 60, 30)  # characters of a title; narrower where not even `_ENOUGH` lines have room
_ENOUGH = 3
_CALLED = {120: 20, 60: 20, 30: 8}  # people named, at most
_NAME = 10  # characters of a name
_LISTED = 60  # issues; nobody reads more of one message, and the rest are counted
_INDENT = "　"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph: words, a link where `href` is set, a call where `at` (a checked identity) is."""

    text: str
    href: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a message."""

    spans: tuple[Span, ...]
    strong: bool = False
    copied: bool = False  # a command of ours


Paragraphs = list[Paragraph]
Identity = Callable[[Mention], str]


def headline(alert: Alert, width: int = _WIDTHS[0]) -> str:
    """The headline with the word for its severity, or for what it is; inert."""
    mark = _MARKS.get(alert.kind, SEVERITIES[alert.severity.value])
    return f"【{mark}】{line(alert.headline, width)}"


def compose(alert: Alert, identity: Identity, fits: Callable[[Paragraphs], bool]) -> Paragraphs:
    """The whole message; where it does not fit, the last lines go first, and it says how many.

    `identity` gives a person's checked identity on the platform, or nothing; `fits` measures.
    """
    best: Paragraphs = []
    for width in _WIDTHS:
        text = [_words(said) for said in paragraphs(alert.text, 4 * width)]
        lines = [_entry(number, one, alert, width) for number, one in enumerate(alert.lines[:_LISTED], 1)]
        pieces = [[said] for said in text] + lines

        def whole(
            count: int, width: int = width, pieces: list[Paragraphs] = pieces, said: int = len(text)
        ) -> Paragraphs:
            shown = [paragraph for piece in pieces[:count] for paragraph in piece]
            return [*_head(alert, width), *shown, *_rest(alert, said, count), *_foot(alert, width, identity)]

        count = most_that_fit(len(pieces), lambda count, whole=whole: fits(whole(count)))  # type: ignore[misc]
        best = whole(count)
        if count >= min(len(pieces), _ENOUGH) and fits(best):
            break
    return best


def _words(*words: str, strong: bool = False) -> Paragraph:
    return Paragraph(tuple(Span(word) for word in words), strong=strong)


def _head(alert: Alert, width: int) -> Paragraphs:
    head = [_words(headline(alert, width), strong=True)]
    if because := line(alert.because, width):
        head.append(_words(f"原因：{because}"))
    if unit := line(alert.unit or "", width // 2):
        head.append(_words(f"责任单位：{unit}"))
    return head


def _entry(number: int, one: Line, alert: Alert, width: int) -> Paragraphs:
    """Two lines for one issue: what it is; where, its state, by when."""
    mark = f"【{SEVERITIES[one.severity.value]}】" if one.severity != alert.severity else ""
    title = _words(f"{number}、{mark}{line(one.title, width) or '（无标题）'}")
    facts = [f"第 {one.issue} 号", _state(one.state)]
    if one.due_at is not None:
        facts.append(f"限 {one.due_at.astimezone(alert.at.tzinfo):%Y-%m-%d} 前整改")
    own = ((one.unit, alert.unit), (one.column, alert.column), (one.person, None), (one.note, None))
    facts += [line(said, width // 2) for said, same in own if said and said != same]
    words = Span("，".join(fact for fact in facts if fact))
    return [title, Paragraph((Span(_INDENT), *_where(one.address, width), words))]


def _where(address: str | None, width: int) -> tuple[Span, ...]:
    if not address:
        return ()
    href = link_target(address)
    seen = Span("查看网页", href) if href else Span(shown_address(address, width))
    return (seen, Span("　"))


def _state(state: str) -> str:
    return STATE_NAMES[State(state)] if state in set(State) else line(state, 20)


def _rest(alert: Alert, said: int, count: int) -> Paragraphs:
    """What is left out: lines of the text, and issues, also those that the alert itself does not list."""
    rest = []
    if count < said:
        rest.append(f"（另有 {said - count} 行未列出）")
    hidden = max(alert.total, len(alert.lines)) - max(0, count - said)
    if alert.lines and hidden > 0:
        rest.append(f"另有 {hidden} 项未列出")
    return [_words(one) for one in rest]


def _foot(alert: Alert, width: int, identity: Identity) -> Paragraphs:
    foot: Paragraphs = []
    if href := link_target(alert.more):
        seen = "查看全部（截图见办理台）" if any(one.evidence for one in alert.pictures) else "查看全部"
        foot.append(Paragraph((Span(seen, href),)))
    elif words := command(alert.more, 3 * width):
        foot.append(Paragraph((Span(words),), copied=True))
    if alert.mentions:
        called = [_called(one, identity) for one in alert.mentions[: _CALLED[width]]]
        foot.append(Paragraph((Span("请办理："), *(span for pair in called for span in pair))))
    # 巡检 stands in every message, so that it can be a robot's keyword (自定义关键词).
    foot.append(_words(f"{line(alert.site, width // 2)}巡检　编号 {command(alert.id, 64)}"))
    return foot


def _called(one: Mention, identity: Identity) -> Sequence[Span]:
    return (Span(line(one.name)[:_NAME] or "联系人", at=identity(one)), Span(" "))
