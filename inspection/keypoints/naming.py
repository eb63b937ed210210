"""A short name for an item: its heading, or the first words that say what it is about."""

from __future__ import annotations

import re

LONGEST = 28
_OPENERS = re.compile(
    r"^(?:要|应当?|各[^，。]{0,6}要|紧紧|紧扣|着力|持续|进一步|继续|不断|全面|深入|扎实|切实|积极|大力|认真|严格|及时|依法|稳步|常态化|更好|"
    r"围绕|聚焦|关于|针对|根据[^，。]{2,30}，|按照[^，。]{2,30}，)+"
)


def name_of(lines: list[str], text: str) -> str:
    """At most LONGEST letters, without a stop."""
    if not text:
        return "（无文字）"
    head = lines[0]
    if len(lines) > 1 and not re.search(r"[。；;！：:，,]", head.rstrip("。：:")) and len(head) <= 40:
        return _cut(head)
    sentence = re.split(r"[。！？：:]", head)[0]
    if len(sentence) <= LONGEST and not re.search(r"[；;，,]", sentence) and len(sentence) >= 4:
        return _cut(sentence)
    opened = _OPENERS.sub("", sentence, count=1) or sentence
    parts = [part for part in re.split(r"[，,；;]", opened) if part.strip()]
    name = parts[0] if parts else sentence
    if len(name) < 6 and len(parts) > 1:
        name = f"{name}，{parts[1]}"
    return _cut(name)


def _cut(name: str) -> str:
    name = name.strip(" 。；;：:，,、.")
    if len(name) <= LONGEST:
        return name or "（无文字）"
    short = name[:LONGEST]
    if short.count("《") > short.count("》"):
        short = short[: short.rindex("《")].rstrip("、，的及和") or name[:LONGEST]
    if short.count("“") > short.count("”"):
        short += "”" if len(short) < LONGEST else ""
    return f"{short.rstrip('、，和及的')}…"
