"""总体情况 and 办理时效 of the Word digest: the week in sentences and one table of figures."""

from __future__ import annotations

from collections.abc import Iterator

from notifications.digest.availability import sentence
from notifications.digest.facts import Counts, DigestFacts, RoundsOfKind, Speed, Tally
from notifications.digest.phrases import change, cut, day, moment, number, said, unit_name, website
from notifications.digest.word_blocks import Block, Body, Column, Grid, Heading
from notifications.wording import ROUND_KINDS

UNITS_SHOWN = 40
MAIN_CHECKS = 3

_FIGURES = (
    ("新发现", "new"),
    ("已复核办结", "verified"),
    ("复发及退回", "reopened"),
    ("判定误报", "false_alarms"),
    ("核减", "waived"),
    ("期末未办结", "end"),
    ("其中：待整改", "open"),
    ("　　　已申报整改待复核", "claimed"),
    ("　　　静默", "muted"),
    ("期末逾期未整改", "overdue"),
)
_SEEN_BY_ROUNDS = frozenset({"new", "verified", "reopened"})  # not known of a week without rounds


def overview(facts: DigestFacts) -> Iterator[Block]:
    """一、总体情况."""
    yield Heading(1, "总体情况")
    yield Body(_rounds(facts))
    if facts.availability is not None:
        yield Body(sentence(facts.availability).replace(" ", ""))
    yield Body(_standing(facts))
    if facts.looked or facts.before is not None or facts.counts.end:
        yield Body(_flows(facts), keep=True)
        yield _figures(facts)
    if facts.by_unit:
        yield Body("各责任单位未办结问题情况如下。", keep=True)
        shown, left = cut(facts.by_unit, UNITS_SHOWN)
        yield _units(tuple(shown))
        if left:
            yield Body(f"其余{left}个单位从略。")


def _rounds(facts: DigestFacts) -> str:
    if not facts.looked:
        return (
            "本周没有巡检，情况不明。本期所列为以前巡检发现、截至本期仍未办结的问题，"
            f"不能据此认为{website(facts)}其他方面正常；请尽快安排巡检。"
        )
    kinds = "、".join(f"{_kind(each)}{each.count}次" for each in facts.rounds)
    said_so = f"本周对{website(facts)}开展{kinds}。"
    if missed := sum(each.count - each.complete for each in facts.rounds):
        said_so += f"其中{missed}次未能看完应看内容，没有看到的部分不作判定。"
    last = max(facts.rounds, key=lambda each: each.last_at, default=None)
    if last is not None:
        said_so += (
            f"最近一次为{moment(facts, last.last_at)}的{_kind(last)}{'' if last.last_complete else '（不完整）'}。"
        )
    return said_so


def _kind(of: RoundsOfKind) -> str:
    return ROUND_KINDS.get(of.kind, said(of.kind, 20))


def _standing(facts: DigestFacts) -> str:
    counts = facts.counts
    until = f"{day(facts.week.sunday)}24时" if facts.finished else moment(facts, facts.until)
    whose = f"{unit_name(facts.unit)}名下" if facts.unit else ""
    if not counts.end:
        return f"截至{until}，{whose}没有未办结的问题单。" + ("" if facts.looked else "本周未作巡检，不等于没有问题。")
    parts = [
        f"{name}{count}项"
        for name, count in (
            ("待整改", counts.open),
            ("已申报整改待复核", counts.claimed),
            ("静默", counts.muted),
        )
        if count
    ]
    severities = "、".join(f"{said(tally.name, 20)}{tally.end}项" for tally in facts.by_severity if tally.end)
    graded = f"；按等级分，{severities}" if severities else ""
    asked = "请抓紧办理" if facts.unit else "请有关单位抓紧办理"
    late = f"其中逾期未整改{counts.overdue}项，{asked}。" if counts.overdue else "没有逾期。"
    return f"截至{until}，{whose}未办结问题{counts.end}项（{'、'.join(parts)}{graded}）。{_kinds(facts)}{late}"


def _kinds(facts: DigestFacts) -> str:
    """Which checks most of it comes from."""
    most = sorted((tally for tally in facts.by_check if tally.end), key=lambda tally: -tally.end)[:MAIN_CHECKS]
    named = "、".join(f"{said(tally.name, 20)}{tally.end}项" for tally in most)
    return f"数量较多的是{named}。" if len(most) > 1 else f"均为{said(most[0].name, 20)}。" if most else ""


def _flows(facts: DigestFacts) -> str:
    counts, before = facts.counts, facts.before
    if not facts.looked and not (counts.new or counts.verified or counts.reopened):
        start = "本周没有巡检，有无新发现、已整改和复发的问题均不明"
    else:
        start = "；".join(_moved(counts, before))
    rate = counts.false_alarm_rate
    judged = f"判定误报{counts.false_alarms}项" + ("" if rate is None else f"，误报率{number(rate * 100)}%")
    waived = f"，核减{counts.waived}项" if counts.waived else ""
    lapsed = f"，因方案调整不再要求{counts.lapsed}项" if counts.lapsed else ""
    compared = "" if before else "上周没有可比数据。"
    return f"{start}；{judged}{waived}{lapsed}。{compared}"


def _moved(counts: Counts, before: Counts | None) -> Iterator[str]:
    then = before or Counts()
    was = (then.new, then.verified, then.reopened) if before else (None, None, None)
    yield f"本周新发现问题{counts.new}项{change(counts.new, was[0])}"
    yield f"经复核确认整改{counts.verified}项{change(counts.verified, was[1])}"
    yield f"复发及申报整改后仍存在{counts.reopened}项{change(counts.reopened, was[2])}"


def _figures(facts: DigestFacts) -> Grid:
    rows = []
    for name, field in _FIGURES:
        now, then = getattr(facts.counts, field), getattr(facts.before, field) if facts.before else None
        unseen = not facts.looked and field in _SEEN_BY_ROUNDS and not now
        difference = "—" if then is None or unseen else f"{now - then:+d}" if now != then else "0"
        rows.append((name, "不明" if unseen else str(now), "—" if then is None else str(then), difference))
    columns = (
        Column("指标（项）", 4),
        Column("本周", 2, centred=True),
        Column("上周", 2, centred=True),
        Column("增减", 2, centred=True),
    )
    return Grid(columns, tuple(tuple((text,) for text in row) for row in rows))


def _units(tallies: tuple[Tally, ...]) -> Grid:
    columns = (
        Column("责任单位", 4),
        Column("未办结", 1.6, centred=True),
        Column("待整改", 1.6, centred=True),
        Column("逾期", 1.6, centred=True),
        Column("本周新发现", 1.9, centred=True),
        Column("本周已复核", 1.9, centred=True),
    )
    return Grid(
        columns,
        tuple(
            ((unit_name(t.key),), *((str(n),) for n in (t.end, t.open, t.overdue, t.new, t.verified))) for t in tallies
        ),
    )


def handling(facts: DigestFacts) -> Iterator[Block]:
    """办理时效, in working days."""
    yield Heading(1, "办理时效")
    yield Body(_speed("受理", "自发现至首次受理", facts.acknowledge, "受理"))
    # Kept with the signature: no page may have nothing but that.
    yield Body(_speed("整改", "自发现（复发）至整改", facts.correct, "复核办结"), keep=True)


def _speed(name: str, span: str, speed: Speed, what: str) -> str:
    if not speed.count or speed.median is None:
        return f"{name}用时：本周没有{what}的问题，不作统计。"
    most = "" if speed.p90 is None or speed.count < 2 else f"，九成在{number(speed.p90)}个工作日以内"
    half = "" if speed.count < 2 else "中位数"
    return f"{name}用时（{span}）：本周{what}{speed.count}项，{half}{number(speed.median)}个工作日{most}。"
