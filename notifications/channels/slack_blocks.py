"""An alert as Slack's blocks, within every documented limit; titles stand where Slack reads no markup."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime

from inspection.findings import Severity
from inspection.issue import ACT_NAMES, ALIVE, STATE_NAMES, Act, State
from inspection.telling import Kind
from notifications.alert import Alert, Line, Mention
from notifications.channels.slack_text import (
    Json,
    escape,
    fit,
    link,
    many_lines,
    marked,
    one_line,
    plain_text,
    without_markup,
)
from notifications.safe_text import command, shown_address
from notifications.wording import SEVERITIES

HEADER = 150  # characters of a header block
SECTION = 3000  # characters of a section's text
_BLOCKS = 50  # blocks of a message
FALLBACK = 800  # of `text`; Slack takes 4,000, telephones show a line
# Slack refuses blocks of more than about 12,000 characters altogether (msg_blocks_too_long, not documented).
BUDGET = 10_000
_FIELD = 2000  # characters of a section's field
_TITLE = 120
_BECAUSE = 500
_READ = 50_000  # characters of a text that are looked at
_LISTED = 50  # issues named in a button's value, which holds 2,000 characters
_MENTIONED = 20

ACTS = (Act.ACCEPT, Act.ASSIGN, Act.DISMISS, Act.MUTE, Act.CLAIM)
ACTING = frozenset({Kind.NEW, Kind.REMINDER, Kind.ESCALATION, Kind.UPDATE})
_MARKS = {Severity.CRITICAL: "🔴", Severity.ERROR: "🟠", Severity.WARNING: "🟡"}
_KINDS = {Kind.RECOVERY: "恢复", Kind.DIGEST: "周报", Kind.TEST: "测试"}
_OVER = frozenset(state.value for state in State if state not in ALIVE)
_MEMBER = re.compile(r"[UW][A-Z0-9]{1,30}")


def site_tag(site: str) -> str:
    """Eight letters that say which site a button belongs to: one Slack app may serve several."""
    return hashlib.sha256(site.encode()).hexdigest()[:8]


def fallback(alert: Alert) -> str:
    """What notifications and screen readers say, with no markup in it."""
    words = f"【{_KINDS.get(alert.kind, SEVERITIES[alert.severity.value])}】{alert.headline}；{alert.because}"
    return f"{without_markup(words, FALLBACK)}（编号 {without_markup(alert.id, 60)}）"


def blocks(alert: Alert, *, buttons: bool) -> list[Json]:
    """The message. `buttons`: whether people can act on it; an incoming webhook hears no answers."""
    acting = buttons and alert.open and alert.kind in ACTING and bool(alert.lines)
    head = [{"type": "header", "text": plain_text(_headline(alert), HEADER)}, *_reason(alert)]
    tail = [*_called(alert.mentions), *([_buttons(alert)] if acting else []), _footer(alert, 0)]
    room = BUDGET - _size(head) - _size(tail) - 100
    paragraphs = _paragraphs(alert.text, room)
    most = _BLOCKS - len(head) - len(paragraphs) - len(tail)
    lines = _listed(alert, room - _size(paragraphs), most, acting=acting)
    if alert.lines:
        tail[-1] = _footer(alert, max(alert.total, len(alert.lines)) - len(lines))
    return [*head, *paragraphs, *lines, *tail]


def _size(pieces: list[Json]) -> int:
    return len(json.dumps(pieces, ensure_ascii=False))


def _headline(alert: Alert) -> str:
    return f"【{_KINDS.get(alert.kind, SEVERITIES[alert.severity.value])}】{one_line(alert.headline, _TITLE)}"


def _reason(alert: Alert) -> list[Json]:
    words = [one_line(word, _BECAUSE) for word in (alert.because, alert.unit or "") if word.strip()]
    return [{"type": "context", "elements": [plain_text(word, _BECAUSE) for word in words]}] if words else []


def _paragraphs(text: str, room: int) -> list[Json]:
    """A long text over several sections, broken between lines."""
    if not text.strip():
        return []
    safe = many_lines(text[:_READ], SECTION // 2)
    sections: list[Json] = []
    while safe.strip() and room > 200:
        piece = safe[: min(SECTION // 2, room)]
        while len(piece) > 20 and _size([{"text": escape(piece)}]) > min(SECTION, room - 100):
            piece = piece[: len(piece) // 2]  # & and " are longer on the wire than they look
        if len(piece) < len(safe) and "\n" in piece:
            piece = piece[: piece.rindex("\n") + 1]
        safe = safe[len(piece) :]
        if piece.strip():
            sections.append({"type": "section", "text": plain_text(piece.strip("\n"), SECTION)})
            room -= _size(sections[-1:])
    if safe.strip():
        sections.append({"type": "section", "text": plain_text("……（内容较长，未能全部列出）")})
    return sections


def _listed(alert: Alert, room: int, most: int, *, acting: bool) -> list[Json]:
    """As many lines as there is room for; the menus of the last ones go before the lines themselves do."""
    listed: list[Json] = []
    for number, line in enumerate(alert.lines[:most], 1):
        block = _line(number, line, alert.at, _menu(alert, line) if acting and len(alert.lines) > 1 else None)
        if _size([block]) > room:
            block.pop("accessory", None)
        if _size([block]) > room:
            break
        listed.append(block)
        room -= _size([block])
    return listed


def _line(number: int, line: Line, now: datetime, menu: Json | None) -> Json:
    state = STATE_NAMES[State(line.state)] if line.state in set(State) else one_line(line.state, 20)
    mark = "✅" if line.state in _OVER else _MARKS[line.severity]
    words = f"{number}. {mark} {SEVERITIES[line.severity.value]} · {one_line(line.title, _TITLE)}（{state}）"
    facts = [line.note, line.unit or "", line.column or "", line.person or ""]
    facts = [f"第 {line.issue} 号", *(one_line(fact, 80) for fact in facts if fact)]
    if line.due_at is not None:
        facts.append(f"限 {line.due_at.astimezone(now.tzinfo):%Y-%m-%d} 前整改")
    block: Json = {
        "type": "section",
        "text": plain_text("\n".join([words, " · ".join(facts)]).strip(), SECTION),
    }
    if line.address:
        seen = link(line.address, "查看网页")
        block["fields"] = [marked(seen) if seen else plain_text(shown_address(line.address, _TITLE), _FIELD)]
    if menu is not None and line.state not in _OVER:
        block["accessory"] = menu
    return block


def _menu(alert: Alert, line: Line) -> Json:
    return {
        "type": "overflow",
        "action_id": f"xunjian:more:{site_tag(alert.site)}",
        "options": [{"text": _label(ACT_NAMES[act]), "value": f"{act.value}:{line.issue}"} for act in ACTS],
    }


def group_value(alert: Alert) -> str:
    """Whom a group's button is about: its issues where all of them are shown, else the message that named them."""
    if len(alert.lines) == max(alert.total, 1) and len(alert.lines) <= _LISTED:
        return "issues:" + ",".join(str(line.issue) for line in alert.lines)
    return f"message:{alert.id}"


def _buttons(alert: Alert) -> Json:
    count = max(alert.total, len(alert.lines))
    elements: list[Json] = []
    for act in ACTS:
        button: Json = {
            "type": "button",
            "action_id": f"xunjian:{act.value}:{site_tag(alert.site)}",
            "text": _label(ACT_NAMES[act]),
            "value": group_value(alert),
        }
        if act is Act.ACCEPT:
            button["style"] = "primary"
        if act is Act.CLAIM and count > 1:
            button["confirm"] = _confirm(count)
        elements.append(button)
    return {"type": "actions", "elements": elements}


def _confirm(count: int) -> Json:
    return {
        "title": _label("申报已整改"),
        "text": _label(f"将把本条消息涉及的 {count} 个问题单全部申报为已整改，下一轮巡检逐一复核。"),
        "confirm": _label("全部已整改"),
        "deny": _label("取消"),
    }


def _label(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def _called(mentions: tuple[Mention, ...]) -> list[Json]:
    """Only identities of the plan, in Slack's own form, become mentions; everybody else is named."""
    if not mentions:
        return []
    words = [
        f"<@{one.slack}>" if one.slack and _MEMBER.fullmatch(one.slack) else without_markup(one.name, 40)
        for one in mentions[:_MENTIONED]
    ]
    return [{"type": "section", "text": marked("请办理：" + " ".join(words))}]


def _footer(alert: Alert, hidden: int) -> Json:
    elements: list[Json] = []
    count = f"共 {alert.total} 个问题单" if alert.total > 1 else ""
    if hidden > 0:
        count = f"{count or '本条消息'}，另有 {hidden} 个未列出"
    if count:
        elements.append(plain_text(count))
    if alert.more:
        found = link(alert.more, "查看全部")
        elements.append(marked(found) if found else plain_text(command(alert.more), _BECAUSE))
    elements.append(plain_text(f"{one_line(alert.site, 60)} · 编号 {fit(one_line(alert.id, 60), 60)}"))
    return {"type": "context", "elements": elements}
