"""Facts of two articles with the same content that contradict each other. What one leaves out is no contradiction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checks.facts import DATE, PHONE, TIME, Fact, facts_of

# Words that name one of several: a district, a hall, a person. Without them a label is only politeness.
_NAMES_ONE = re.compile(r"[区县市镇乡街园馆所院站厅处校社墓陵苑村]|中心|公司|协会|基金会|老师|先生|女士|同志|科$")


_PERIOD = "期间"
_VAGUE = frozenset({"", "时间", "截止", "开放", "办理"})  # topics that may well mean what a more telling one means


@dataclass(frozen=True, slots=True)
class Conflict:
    """One fact that both articles state, each otherwise."""

    ours: Fact
    theirs: Fact

    @property
    def name(self) -> str:
        """What it is about, in the office's words: 报名截止日期, 咨询电话."""
        role, phase = self.ours.role or self.theirs.role, self.ours.phase
        if self.ours.kind == PHONE:
            return role if role in {PHONE, "传真"} else f"{role}电话"
        topic = "" if role in {"时间", phase, self.ours.kind} else role
        return f"{topic}{phase if phase != '期间' else ''}{self.ours.kind}"


def conflicts(ours: str, theirs: str) -> list[Conflict]:
    """The contradictions between two bodies, each pair of values once.

    Two ways to be sure that both speak of one thing: the same clause but for the value, each once in its body; or the
    same role, for which either body has one value only, and neither body knows the other's value at all.
    """
    one, two = facts_of(ours), facts_of(theirs)
    found: dict[tuple[object, object], Conflict] = {}
    for conflict in (*_by_clause(one, two), *_by_role(one, two)):
        found.setdefault((conflict.ours.value, conflict.theirs.value), conflict)
    return list(found.values())


def _by_clause(one: list[Fact], two: list[Fact]) -> Iterator[Conflict]:
    here, there = _clauses(one), _clauses(two)
    for key in here.keys() & there.keys():
        mine, yours = here[key], there[key]
        if len(mine) == len(yours) == 1 and len(mine[0]) == len(yours[0]):
            for a, b in zip(mine[0], yours[0], strict=True):
                if a.kind == b.kind and not _agree(a, b):
                    yield Conflict(a, b)


def _clauses(facts: Iterable[Fact]) -> dict[str, list[list[Fact]]]:
    """Facts by clause; a clause that stands several times with other values has several lists."""
    out: dict[str, list[list[Fact]]] = defaultdict(list)
    for fact in facts:
        if fact.key:
            if fact.place == 0:
                out[fact.key].append([])
            out[fact.key][-1].append(fact)
    for key, lists in out.items():
        out[key] = [
            held
            for n, held in enumerate(lists)
            if [f.value for f in held] not in [[f.value for f in x] for x in lists[:n]]
        ]
    return out


def _by_role(one: list[Fact], two: list[Fact]) -> Iterator[Conflict]:
    here, there = _roles(one, two), _roles(two, one)
    for role in here.keys() & there.keys():
        mine, yours = here[role], there[role]
        for a in _only(mine):
            for b in _only(yours):
                if _same_thing(a, b, mine, yours) and not _agree(a, b) and not (_knows(two, a) or _knows(one, b)):
                    yield Conflict(a, b)


def _roles(facts: list[Fact], others: list[Fact]) -> dict[tuple[str, str, object], list[Fact]]:
    """Facts by what they are for. A hotline is compared with a hotline alone, a period with a period.

    Where the other side states no period for it, but its beginning or its end, a period is taken apart.
    """
    whole = {(fact.kind, fact.role) for fact in others if fact.phase == _PERIOD}
    out: dict[tuple[str, str, object], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.role:
            out[fact.kind, fact.role, fact.value[0] if fact.kind == PHONE else fact.phase].append(fact)
        if fact.role and fact.phase == _PERIOD and (fact.kind, fact.role) not in whole:
            first, last = fact.value
            out[fact.kind, fact.role, "开始"].append(replace(fact, phase="开始", value=(first, None)))
            out[fact.kind, fact.role, "截止"].append(replace(fact, phase="截止", value=(last, None)))
    return out


def _only(facts: list[Fact]) -> list[Fact]:
    """Of each thing that the role is told of, the one value; a thing with several values speaks for none."""
    by_whose: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_whose[fact.whose].append(fact)
    return [held[0] for held in by_whose.values() if all(_agree(held[0], fact) for fact in held)]


def _same_thing(a: Fact, b: Fact, mine: list[Fact], yours: list[Fact]) -> bool:
    if a.whose == b.whose:
        return True
    if a.kind == TIME or a.value[0] == "short":  # of hotlines there are many: only the same words mean the same one
        return False
    alone = all(_agree(a, fact) for fact in mine) and all(_agree(b, fact) for fact in yours)
    if not alone:
        return False
    if a.whose and b.whose and (a.kind == DATE or a.whose in b.whose or b.whose in a.whose):
        return a.kind == PHONE
    return not _NAMES_ONE.search(a.whose) and not _NAMES_ONE.search(b.whose)


def _agree(a: Fact, b: Fact) -> bool:
    if a.kind != b.kind:
        return False
    if a.kind == PHONE:
        return a.value[:2] == b.value[:2] and (not a.value[2] or not b.value[2] or a.value[2] == b.value[2])
    if a.kind == DATE:
        return all(_same_day(x, y) for x, y in zip(a.value, b.value, strict=True))
    return a.value == b.value


def _same_day(a: object, b: object) -> bool:
    """The same day; a year that only one side states makes no difference."""
    if not isinstance(a, tuple) or not isinstance(b, tuple):
        return a is b
    return a[1:] == b[1:] and (a[0] is None or b[0] is None or a[0] == b[0])


def _knows(facts: list[Fact], asked: Fact) -> bool:
    """Whether the body states the value where the same may be meant: then the roles were told apart otherwise."""
    if asked.kind == PHONE:
        return any(_agree(fact, asked) for fact in facts)
    near = [f for f in facts if f.kind == asked.kind and not _stands_alone(f)]
    near = [f for f in near if f.role in _VAGUE or asked.role in f.clause]
    ends = [end for fact in near for end in fact.value if end is not None]
    return all(
        any(_same_day(one, end) if asked.kind == DATE else one == end for end in ends) for one in asked.value if one
    )


def _stands_alone(fact: Fact) -> bool:
    """A date on a line of its own: when the notice was signed."""
    return fact.kind == DATE and not fact.role and fact.clause == fact.shown
