"""How the desk's pages show a veto, what comes, and how an account stands: the digest's facts in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from markupsafe import Markup

from desk.drawings import picture
from inspection.source_names import source_name
from notifications.digest import charts
from notifications.digest.account_facts import SourceFact
from notifications.digest.account_words import to_do
from notifications.digest.facts import Veto
from notifications.digest.phrases import day, said
from notifications.structured import source_state
from notifications.thresholds import standing

_NAMES = 12  # columns named beside a veto
STATES = {"clear": "未到预警线", "warning": "已到预警线", "vetoed": "已达否决线"}


@dataclass(frozen=True, slots=True)
class VetoShown:
    """One veto and the way to it."""

    name: str
    words: str  # 现有 2 个，距否决还差 3 个
    state: str  # clear, warning, vetoed
    warn: int
    veto: int
    columns: tuple[str, ...]
    more: int
    bar: Markup


def veto_shown(veto: Veto) -> VetoShown:
    """The distance, in words and as a bar."""
    words = standing(veto.count, veto.unknown, veto.left)
    bar = picture(charts.distance(veto, label=f"{veto.name}：{words}"))
    names = tuple(said(name, 24) for name in veto.columns[:_NAMES])
    return VetoShown(veto.name, words, veto.state, veto.warn, veto.veto, names, len(veto.columns) - len(names), bar)


def source_words(zone: tzinfo | None, one: SourceFact) -> str:
    """`公众号接口：检测受阻，登录或授权已过期，自3月12日起；由传媒中心更新环境变量 WECHAT_SECRET`."""
    state = f"{source_name(said(one.label, 40))}：{source_state(one.state, said(one.said, 120) or None)}"
    since = f"，自{day(one.since.astimezone(zone).date())}起" if one.since else ""
    todo = to_do(one)
    return f"{state}{since}{'；' if todo else ''}{todo}"
