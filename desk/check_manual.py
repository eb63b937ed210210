"""A check's page of the manual, from its own words, as blocks that a page shows as text."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from typing import Literal

from checks.all import CHECKS
from checks.check import Check
from inspection.findings import Severity

CUSTOMARY = "工作惯例"  # what a basis begins with where no clause was found


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list, or lines to be shown as they are."""

    kind: Literal["heading", "words", "item", "lines"]
    text: str


@dataclass(frozen=True, slots=True)
class Manual:
    """One check: its name, its title in a sentence, how heavy its faults usually are, what it rests on."""

    name: str
    title: str
    severity: Severity
    basis: str
    blocks: tuple[Block, ...]

    @property
    def customary(self) -> bool:
        """No clause was found for it."""
        return self.basis.startswith(CUSTOMARY)


@cache
def manuals() -> dict[str, Manual]:
    """Every check, by name, in the order in which they judge."""
    return {check.name: _manual(check) for check in CHECKS}


def usual_severity(check: str) -> Severity | None:
    """How heavy that check's faults usually are; None for one that is no more."""
    manual = manuals().get(check)
    return None if manual is None else manual.severity


def basis_words(basis: str) -> str:
    """The basis without the label that pages show before it; all of it where it says nothing more."""
    rest = basis.removeprefix(CUSTOMARY).lstrip("：:，,。 ")
    return rest or basis


def _manual(check: Check) -> Manual:
    title, _, body = (inspect.getdoc(type(check)) or "").partition("\n")
    return Manual(check.name, title.rstrip("。"), check.severity, check.basis, tuple(_blocks(body)))


def _blocks(body: str) -> list[Block]:
    blocks: list[Block] = []
    words: list[str] = []
    lines: list[str] | None = None  # within a fence

    def close() -> None:
        if words:
            blocks.append(Block("words", "".join(words)))
            words.clear()

    for line in body.splitlines():
        if lines is not None:
            if line.startswith("```"):
                blocks.append(Block("lines", "\n".join(lines)))
                lines = None
            else:
                lines.append(line)
        elif line.startswith("```"):
            close()
            lines = []
        elif line.startswith("#"):
            close()
            blocks.append(Block("heading", line.lstrip("# ")))
        elif line.startswith("- "):
            close()
            blocks.append(Block("item", _plain(line[2:])))
        elif line.strip():
            words.append(_plain(line.strip()))
        else:
            close()
    close()
    return blocks


def _plain(line: str) -> str:
    return line.replace("`", "").replace("**", "")
