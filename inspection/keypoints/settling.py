"""A proposal beside the plan that there is: its names are used, and what it has is not repeated."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from inspection.keypoints.entries import PLACE, DutyEntry, Entry, Proposal, Values
from inspection.keypoints.nouns import Sure
from inspection.keypoints.writing import scalar
from inspection.plan import Plan

_UNIT_EDGE = re.compile(r"^(?:本局|我局|局机关|局属|局|市局|区局|县局|厅|市|区|县)(?=.{3,})")
_WANTED = {
    "policies": ("政策文件", "政策文件"),
    "interpretations": ("政策解读", "政策解读"),
    "columns": ("意见征集", "其他"),
}
_CONSULTING = re.compile(r"征集|征求|意见|听证")


def settle(proposal: Proposal, plan: Plan | None, text: str = "") -> Proposal:
    """The proposal with the plan's own names for units and columns, without what the plan has already.

    `text`: the plan as it is written, whose comments may hold what was proposed before.
    """
    units = {name: _known_unit(name, plan) for name in proposal.units}
    done = Proposal()
    done.units = [name for name in dict.fromkeys(units.values()) if plan is None or plan.unit(name) is None]
    renamed: dict[tuple[str, str], str] = {}
    settled_before = {str(duty.values["number"]) for duty in proposal.duties if _is_there(duty, plan)}
    for entry in proposal.entries:
        if entry.item in settled_before:  # a person has settled how that duty is watched
            done.known += [entry.name] if entry.name else []
            continue
        if entry.section in ("interpretation", "consultations"):
            _single(entry, plan, done)
            continue
        entry = replace(entry, values=_with_units(entry.values, units))
        known = _known(entry, plan) if plan else None
        if entry.sure is Sure.LOW and f"- name: {scalar(entry.name)}\n" in text:
            known = entry.name
        if known is not None:
            renamed[entry.section, entry.name] = known
            done.known.append(f"{known}")
        else:
            done.entries.append(entry)
    names = {old: new for (_, old), new in renamed.items()}
    for duty in proposal.duties:
        if _is_there(duty, plan):
            done.known.append(f"职责 {duty.values['number']}")
        else:
            done.duties.append(_duty(duty, units, names, plan, proposal.year))
    wanted = {str(unit) for duty in done.duties for unit in _list(duty.values.get("units"))}
    done.units = [name for name in done.units if name in wanted]
    return done


def _bare(name: str) -> str:
    return re.sub(r"[^\w]|_", "", name)


def _known_unit(name: str, plan: Plan | None) -> str:
    """The plan's name of the unit: 局办公室 is 办公室, where the plan has that one."""
    if plan is None or plan.unit(name):
        return name
    bare = _UNIT_EDGE.sub("", _bare(name))
    same = [unit.name for unit in plan.units if _UNIT_EDGE.sub("", _bare(unit.name)) == bare]
    return same[0] if len(same) == 1 else name


def _with_units(values: Values, units: dict[str, str]) -> Values:
    return {**values, "unit": units.get(str(values["unit"]), values["unit"])} if "unit" in values else values


def _single(entry: Entry, plan: Plan | None, done: Proposal) -> None:
    """Sections that a plan has once: where it has them, they stay as they are."""
    if done.of(entry.section) or (plan is not None and getattr(plan, entry.section) is not None):
        return
    values = dict(entry.values)
    for key, (name, kind) in _WANTED.items():
        if key not in values:
            continue
        mine = _columns_like(key, kind, plan)
        values[key] = mine or [name]
        if not mine and name not in [one.name for one in done.of("columns")]:
            column: Values = {"name": name, "url": f"{PLACE}{name}/", "kind": kind}
            done.entries.append(Entry("columns", column, entry.words, entry.item, Sure.MIDDLE, "待补：栏目地址"))
    done.entries.append(replace(entry, values=values))


def _columns_like(key: str, kind: str, plan: Plan | None) -> list[str]:
    if plan is None:
        return []
    if key == "columns":
        return [
            column.name for column in plan.columns if _CONSULTING.search(column.name) and "信箱" not in column.name
        ][:3]
    return [column.name for column in plan.columns if column.kind == kind]


def _known(entry: Entry, plan: Plan) -> str | None:
    """The name under which the plan has it, in whatever section names must differ from it."""
    bare = _bare(entry.name)
    if entry.section == "expectations":
        return next(
            (one.name for one in plan.expectations if _bare(one.name) == bare or _same_asked(entry.values, one)), None
        )
    if entry.section in ("accounts", "columns"):
        channels = [one.name for one in plan.accounts] + [one.name for one in plan.columns]
        return next((name for name in channels if _bare(name) == bare), None)
    if entry.section == "libraries" and len(plan.libraries) == 1 and _overlap(entry.values, plan.libraries[0].any_of):
        return plan.libraries[0].name
    others: tuple[Any, ...] = (*plan.libraries, *plan.tables, *plan.messages, *plan.guides, *plan.decisions)
    return next((str(one.name) for one in others if _bare(one.name) == bare), None)


def _overlap(values: Values, words: tuple[str, ...]) -> bool:
    mine = values.get("any_of")
    return isinstance(mine, list) and bool(set(mine) & set(words))


def _same_asked(values: Values, one: Any) -> bool:
    title = values.get("title")
    if title is not None:
        return one.title is not None and _bare(one.title) == _bare(str(title))
    due = _mapping(values.get("due"))
    if due.get("before") is not None and one.due.before == due["before"]:  # every year's, in the office's own words
        mine = {*map(str, (*_list(values.get("all_of")), *_list(values.get("any_of"))))}
        return bool(mine & {*one.all_of, *one.any_of})
    words = {key: tuple(map(str, _list(values.get(key)))) for key in ("all_of", "any_of", "none_of")}
    if words != {"all_of": one.all_of, "any_of": one.any_of, "none_of": one.none_of}:
        return False
    return all(
        getattr(one.due, rule) == (value if not isinstance(value, str) else getattr(one.due, rule))
        for rule, value in due.items()
        if rule in ("by", "monthly", "quarterly")
    ) and any(getattr(one.due, rule) is not None for rule in due)


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _is_there(duty: DutyEntry, plan: Plan | None) -> bool:
    text = _bare(str(duty.values.get("text", "")))
    return plan is not None and any(_bare(one.text or "") == text for one in plan.duties)


def _duty(
    duty: DutyEntry, units: dict[str, str], names: dict[str, str], plan: Plan | None, year: int | None
) -> DutyEntry:
    """With the plan's names. Another year's duty keeps its number."""
    values = dict(duty.values)
    for key in ("expectations", "columns", "entries"):
        if key in values:
            values[key] = list(dict.fromkeys(names.get(str(name), str(name)) for name in _list(values[key])))
    if "units" in values:
        values["units"] = list(dict.fromkeys(units.get(str(name), str(name)) for name in _list(values["units"])))
    notes = duty.notes
    if plan is not None:
        numbers = {one.number: one for one in plan.duties}
        if number_taken := numbers.get(str(values["number"])):
            values["number"] = _free(str(values["number"]), year, set(numbers))
            notes = (
                *notes,
                f"方案里已有序号 {number_taken.number} 的职责“{number_taken.name[:20]}”，是往年的请删去，再改回原序号",
            )
    return DutyEntry(values, notes, duty.ticks)


def _free(number: str, year: int | None, taken: set[str]) -> str:
    stem = f"{year}-{number}" if year else f"新{number}"
    return next(name for name in (stem, *(f"{stem}-{again}" for again in range(2, 1000))) if name not in taken)
