"""A scorecard in Chinese: distances, worst cases, points, marks: what terminal, Word and desk say alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from inspection.scoring.card import (
    LIGHT_NAMES,
    WORST_FIRST,
    Behind,
    DeductionLine,
    Light,
    Scorecard,
    Total,
    VetoLine,
)
from inspection.scoring.standard import MARK_NAMES, Certainty
from notifications.digest.phrases import said
from notifications.wording import ROUND_KINDS, check_name

_LONGEST = 300  # characters of a reason
NAMED = 6  # subjects that are named beside a line
_UNKNOWN = (Light.UNWATCHED, Light.BY_HAND)


def number(points: Decimal | float) -> str:
    """96, 96.5: no zeros that say nothing."""
    return f"{points:.1f}".removesuffix(".0") if isinstance(points, Decimal) else f"{round(points, 2):g}"


def light(line: VetoLine | DeductionLine) -> str:
    """否决, 预警-红 …; of a deduction 扣分."""
    if isinstance(line, DeductionLine) and line.light is Light.RED:
        return "扣分"
    return LIGHT_NAMES[line.light]


def mark(certainty: Certainty) -> str:
    """国家指标, 转引, 工作惯例."""
    return MARK_NAMES[certainty]


def name(line: VetoLine) -> str:
    """Of an account, the account's name first."""
    return f"{said(line.account)}：{line.name}" if line.account else line.name


def distance(line: VetoLine) -> str:
    """`现有 2 个，距否决还差 3 个栏目`; what is not known is said instead."""
    if line.light in _UNKNOWN:
        return _why(line) or line.note or LIGHT_NAMES[line.light]
    if line.light is Light.UNDECIDED and not line.count and not line.undecided:
        return _why(line) or "没有看到问题，但没有查全"
    return _DISTANCES[line.measure](line) + _worst(line)


def _of_subjects(line: VetoLine) -> str:
    count, unit = int(line.count), line.noun
    if line.light is Light.VETOED:
        return f"现有 {count} {unit}，已达否决线（{line.veto} {unit}）"
    if line.veto == 1:
        early = sum(one.early for one in line.behind)
        return f"没有发现；另有线索 {early} 条，须人工认定" if early else "没有发现，发现 1 处即否决"
    return f"现有 {count} {unit}，距否决还差 {int(line.left)} {unit}"


def _of_share(line: VetoLine) -> str:
    share = f"近七天打不开 {line.count:g}%"
    if line.light is Light.VETOED:
        return f"{share}，已达否决线（{line.veto}%）"
    return f"{share}，距否决线（{line.veto}%）还差 {line.left:g} 个百分点"


def _of_days(line: VetoLine) -> str:
    days = int(line.count)
    if line.light is Light.VETOED:
        return f"已 {days} 天未更新，超过 {line.veto} 天" if days else f"已超过 {line.veto} 天未更新"
    if not line.known:
        return f"未到预警线（{line.yellow or line.veto} 天）" if line.light is Light.CLEAR else "最近更新日期不明"
    return (
        f"最近更新在 {days} 天前，距否决还有 {int(line.left)} 天"
        if days
        else f"今天有更新，距否决还有 {int(line.left)} 天"
    )


_DISTANCES = {"subjects": _of_subjects, "share": _of_share, "days": _of_days}


def _worst(line: VetoLine) -> str:
    """`；另有 3 个栏目未判定，最坏情形：现有 5 个栏目，否决`."""
    told = ""
    if line.undecided:
        unit = line.noun if line.measure == "subjects" else "项"
        told = f"；另有 {line.undecided} {unit}未判定"
        if line.worst is not line.light and line.measure == "subjects":
            told += f"，最坏情形：{int(line.count) + line.undecided} {unit}，{LIGHT_NAMES[line.worst]}"
        elif line.worst is not line.light:
            told += f"，最坏情形：{LIGHT_NAMES[line.worst]}"
    elif line.worst is Light.VETOED and line.light is not Light.VETOED:
        told = f"；最坏情形：否决（{_why(line)}）" if line.why else "；最坏情形：否决"
    elif line.why and line.light is not Light.VETOED:
        told = f"；{_why(line)}"
    return told


def _why(line: VetoLine | DeductionLine) -> str:
    """Details may be words of pages."""
    return said(line.why, _LONGEST)


def deducted(line: DeductionLine) -> str:
    """`扣 2 分`, `扣 2 至 3.5 分`, `—`."""
    if line.light in _UNKNOWN:
        return "未计"
    if line.deducted == line.at_most:
        return f"扣 {number(line.deducted)} 分" if line.deducted else "不扣分"
    return f"扣 {number(line.deducted)} 至 {number(line.at_most)} 分"


def because(line: DeductionLine) -> str:
    """What is behind it, in a few words."""
    if line.light in _UNKNOWN:
        return _why(line) or line.note
    parts = [charges(line.behind)] if line.deducted else []
    if line.undecided:
        parts.append(f"{line.undecided} 项未判定")
    elif line.deducted != line.at_most:
        parts.append(_why(line) or "没有查全")
    return "；".join(part for part in parts if part) or "没有发现问题"


def charges(behind: Iterable[Behind]) -> str:
    """`断链 12 处 1.2 分、空白栏目 1 处 2 分`; issues are named where they are few."""
    told: dict[str, list[Behind]] = {}
    for one in behind:
        if not one.doubt:
            told.setdefault(one.check, []).append(one)
    return "、".join(
        f"{check_name(check)} {len(some)} 处 {number(sum((b.points for b in some), Decimal(0)))} 分{numbers(some)}"
        for check, some in told.items()
    )


def numbers(behind: Sequence[Behind]) -> str:
    """`（#12、#15 等）`."""
    known = [f"#{one.issue}" for one in behind if one.issue]
    if not known:
        return ""
    return f"（{'、'.join(known[:NAMED])}{' 等' if len(known) > NAMED else ''}）"


def subjects(line: VetoLine) -> str:
    """The columns, accounts or pages that a veto rests on."""
    found = [one for one in line.behind if not one.doubt]
    named = "、".join(said(one.subject)[:60] + (f"（#{one.issue}）" if one.issue else "") for one in found[:NAMED])
    return f"{named} 等 {len(found)} 个" if len(found) > NAMED else named


def points(total: Total | None) -> str:
    """`94.5 分`; `至少 88 分，至多 94.5 分`."""
    if total is None:
        return "无从计分"
    if total.least == total.most:
        return f"{number(total.most)} 分"
    return f"至少 {number(total.least)} 分，至多 {number(total.most)} 分"


def verdict(card: Scorecard) -> str:
    """The card in one sentence."""
    if card.looked is None:
        return "还没有完成的巡检，无从判定。"
    if card.vetoed:
        names = "、".join(one.name for one in card.vetoed)
        would = f"（如不否决，为 {points(card.total)}）" if card.total else ""
        return f"已触单项否决：{names}。不再计分{would}。{_accounts(card)}"
    if card.total is None:
        return "没有触及单项否决；本标准没有扣分指标。"
    told = f"没有发现已触及的单项否决；{points(card.total)}（满分 {number(card.total.full)} 分）"
    low = card.total.least < card.total.pass_at
    below = f"，低于合格线 {number(card.total.pass_at)} 分" if card.total.most < card.total.pass_at else ""
    return f"{told}{below or ('，最坏情形低于合格线' if low else '')}。{_accounts(card)}"


def _accounts(card: Scorecard) -> str:
    over = list(dict.fromkeys(one.account for one in card.vetoes if one.account and one.light is Light.VETOED))
    if not over:
        return ""
    return f"新媒体账号{'、'.join(said(one) for one in over[:NAMED])}{' 等' if len(over) > NAMED else ''}已触单项否决。"


def remarks(card: Scorecard) -> Iterator[str]:
    """What must be known beside the figures."""
    yield from card.remarks
    total = card.total
    if total is not None and total.unseen:
        yield f"另有 {number(total.unseen)} 分的指标未监测或需人工核对，不在上述分数之内，可能还要扣。"
    if total is not None and total.scaled:
        yield "本单位没有对外服务职能：不计办事服务类指标，其余分值折算为满分。"
    if card.bonus:
        yield f"{card.bonus}。"


def looked(card: Scorecard) -> str:
    """By which round."""
    if card.looked is None:
        return "没有完成的巡检"
    kind = ROUND_KINDS.get(card.looked.kind, card.looked.kind)
    return f"{kind}（{card.looked.at:%Y-%m-%d %H:%M}{'' if card.looked.complete else '，没有查完'}）"


def worst_first(lines: Iterable[VetoLine]) -> list[VetoLine]:
    """What needs somebody first."""
    return sorted(lines, key=lambda line: WORST_FIRST.index(line.light))


MARKS = "确定程度：国家指标，见于公开的文件；转引，见于转载或厂商资料；工作惯例，没有找到条文，仅供参考。"
