"""Saving a plan that was edited: valid, of the same site, from the text that is in force; one edit after the other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desk.access import Caller
from desk.desk import Desk
from desk.plan_files import BOM, FileError, as_written, replace_file
from desk.trail import keep
from inspection.errors import Mistake, PlanError
from inspection.plan import Plan
from inspection.plan_file import digest_of, parse_plan, read_plan
from store.errors import StoreError
from store.plan_edits import PlanEdit

MOST_WHY = 500  # characters of a reason


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of the form: the text, the digest of what it began from, the reason."""

    text: str
    base: str
    why: str


@dataclass(frozen=True, slots=True)
class Saved:
    """It is in force; `digest` names it."""

    digest: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """It has mistakes."""

    mistakes: tuple[Mistake, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody saved another text meanwhile, here or by hand: theirs."""

    theirs: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be saved; why, in Chinese."""

    why: str


Outcome = Saved | Invalid | Overtaken | Refused


def mistakes_in(text: str | bytes, site: str) -> Invalid | Plan:
    """What is wrong with a text that is to be this site's plan; the plan where nothing is."""
    try:
        data = text if isinstance(text, bytes) else text.encode(errors="replace")  # bytes are what is limited
        plan = parse_plan(data)
    except PlanError as error:
        return Invalid(tuple(error.mistakes), error.more)
    if plan.site.name != site:
        return Invalid((renamed(site, plan.site.name),))
    return plan


def renamed(was: str, now: str) -> Mistake:
    """Why a site keeps its name."""
    said = f"网站名称不能由“{was}”改成“{now}”：改名视为另一个网站，原来的问题单和历史不会转过去"
    return Mistake("site.name", said, "请改回原名；确要改名，请在服务器上改文件后重启服务")


def save(desk: Desk, caller: Caller, site: str, typed: Typed) -> Outcome:
    """Save it, or say why not. Raises StoreError where the database is away; then the file is as it was."""
    path, why = desk.plans.file(site), typed.why.strip()[:MOST_WHY]
    if path is None:
        return Refused("办理台没有拿到这个网站的方案文件，不能修改；请用 xunjian desk 方案文件 启动办理台")
    if not why:
        return Refused("请写明修改的原因，便于日后查对")
    try:
        was = read_plan(path)
        data = as_written(typed.text, was)
        text = data.removeprefix(BOM).decode()
        checked = mistakes_in(data, site)
        if isinstance(checked, Invalid):
            return checked
        theirs = _text(was)
        if digest_of(theirs) != typed.base:
            return Overtaken(theirs)
        if theirs == text:
            return Refused("内容没有任何改动，不必保存")
        edit = PlanEdit(site, desk.clock(), caller.person.name, why, typed.base, digest_of(text))
        _put(desk, caller, path, edit, theirs, data)
    except _OvertakenError as error:
        return Overtaken(error.theirs)
    except PlanError as error:  # of reading the file
        return Refused("；".join(one.message for one in error.mistakes) + "，请联系运维人员")
    except FileError as error:
        return Refused(str(error))
    return Saved(digest_of(text))


class _OvertakenError(Exception):
    def __init__(self, theirs: str) -> None:
        super().__init__("overtaken")
        self.theirs = theirs


def _put(desk: Desk, caller: Caller, path: Path, edit: PlanEdit, before: str, data: bytes) -> None:
    """The file is replaced within the transaction that keeps the edit, which lets in one editor at a time."""
    was: list[bytes] = []

    def replace() -> None:
        now = read_plan(path)
        if digest_of(_text(now)) != edit.before:
            raise _OvertakenError(_text(now))
        replace_file(path, data)
        was.append(now)

    kept = False
    try:
        desk.store.edit_plan(edit, before, _text(data), replace)
        kept = True
    finally:
        if was and not kept:  # the file is new, and the database could not keep what was done
            replace_file(path, was[0])
    with suppress(StoreError):  # the edit itself is kept, and it cannot be taken back
        detail = {"before": edit.before, "after": edit.after, "why": edit.why}
        keep(desk, caller, "plan-edit", edit.site, detail)


def _text(data: bytes) -> str:
    return data.removeprefix(BOM).decode(errors="replace")
