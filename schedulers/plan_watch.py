"""Plans on disk while the service runs: a valid one is taken up, a faulty one is refused and the old one stays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspection.errors import Mistake, PlanError
from inspection.plan import Plan
from inspection.plan_file import digest_of, parse_plan, read_plan

LOOK_EVERY = 3.0  # seconds; what is seen twice alike is no longer being written
_READ_ANYWAY = 20  # looks: a change that leaves size and time as they were is seen, too

_Seen = tuple[int, int, int] | None  # inode, size, time; None: there is no such file


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what is on disk is not taken up."""

    what: str  # Chinese: 有错，没有采用
    lines: tuple[str, ...]
    content: str  # a digest: the same fault is told once
    number: int  # of this file's refusals, from 1


@dataclass(slots=True)
class PlanFile:
    """One plan's file: the plan that holds, and what is wrong with what is on disk, if anything."""

    path: Path
    plan: Plan
    text: str
    refusal: Refusal | None = None
    _seen: _Seen = None
    _before: _Seen = None
    _looks: int = 0
    _content: str = ""
    _refusals: int = 0

    @classmethod
    def load(cls, path: Path) -> PlanFile:
        """Raises PlanError with every mistake."""
        seen, data = _stat(path), read_plan(path)
        plan, text = _parsed(path, data)
        return cls(path, plan, text, _seen=seen, _before=seen, _content=_digest(data))

    @property
    def digest(self) -> str:
        """Of the text that holds, as rounds name their plan."""
        return digest_of(self.text)

    def look(self) -> bool:
        """Look at the file; True when the plan that holds, or the refusal, is another than before."""
        self._looks += 1
        now, before = _stat(self.path), self._before
        self._before = now
        if now != before:
            return False  # somebody is writing: wait until it is the same twice
        if now == self._seen and self._looks % _READ_ANYWAY:
            return False
        self._seen = now
        return self._refuse_gone() if now is None else self._take()

    def _take(self) -> bool:
        if self.path.is_fifo():  # whoever reads it waits for a writer, and with him the service, even at its end
            return self._refuse("打不开", ("这是管道，不是文件。",), "fifo")
        try:
            data = read_plan(self.path)
        except PlanError as error:
            return self._refuse("打不开", _said(error), "unreadable")
        content = _digest(data)
        if content == self._content:
            return False
        try:
            plan, text = _parsed(self.path, data)
        except PlanError as error:
            return self._refuse("有错，没有采用", _said(error), content)
        was, is_ = self.plan.site.name, plan.site.name
        if was != is_:
            said = (
                f"网站名称由“{was}”改成了“{is_}”。改名视为另一个网站：原来的问题单、历史、办理情况不会转过去。",
                "如是笔误，请改回原名；如确要改名，请重启服务。",
            )
            return self._refuse("改了网站名称，没有采用", said, content)
        self._content = content
        changed = text != self.text or self.refusal is not None
        self.plan, self.text, self.refusal = plan, text, None
        return changed

    def _refuse_gone(self) -> bool:
        return self._refuse("不见了", ("文件已被删除、移走或改名。",), "gone")

    def _refuse(self, what: str, lines: Sequence[str], content: str) -> bool:
        changed = self.refusal is None or self.refusal.content != content
        self._refusals += changed
        self.refusal = Refusal(what, tuple(lines), content, self._refusals)
        self._content = content
        return changed


def load_plans(paths: Sequence[Path]) -> list[PlanFile]:
    """Every plan. Raises PlanError with every mistake, and where two are of the same site."""
    files, mistakes, wrong = [], [], []
    for path in paths:
        try:
            files.append(PlanFile.load(path))
        except PlanError as error:
            wrong += error.lines()
    by_site: dict[str, Path] = {}
    for file in files:
        site = file.plan.site.name
        if site in by_site:
            said = f"{by_site[site]} 和 {file.path} 是同一个网站“{site}”"
            mistakes.append(Mistake("site.name", said, "请只留一份，或改其中一份的 site.name"))
        by_site.setdefault(site, file.path)
    if wrong or mistakes:
        raise SeveralPlansError(wrong, mistakes)
    return files


class SeveralPlansError(PlanError):
    """Mistakes of several files."""

    def __init__(self, wrong: list[str], mistakes: list[Mistake]) -> None:
        self._wrong = wrong
        super().__init__("方案", mistakes)

    def lines(self) -> list[str]:
        return [*self._wrong, *PlanError.lines(self)]


def _said(error: PlanError) -> list[str]:
    """As `error.lines()`, for people who know which file it is."""
    placed = [(f"第 {one.line} 行 " if one.line else "", one) for one in error.mistakes]
    said = [f"{place}{one.key}：{one.message}" + (f"；{one.mend}" if one.mend else "") for place, one in placed]
    return [*said, *error.rest()]


def _stat(path: Path) -> _Seen:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _parsed(path: Path, data: bytes) -> tuple[Plan, str]:
    plan = parse_plan(data, str(path))
    return plan, data.decode("utf-8-sig")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
