"""What can go wrong, by whose hands it must be mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a plan: where (file, line, column, key) and how to mend it (Chinese, for the office)."""

    key: str
    message: str
    mend: str
    line: int | None = None
    column: int | None = None


class PlanError(Exception):
    """The plan is wrong: every mistake at once, each with its place and the mend."""

    def __init__(self, source: str, mistakes: list[Mistake], more: int = 0) -> None:
        """`more`: how many there are besides those that are listed."""
        self.source = source
        self.mistakes = mistakes
        self.more = more
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One readable line for each mistake: `file:line:column key: message；mend`."""
        out = []
        for m in self.mistakes:
            place = self.source if m.line is None else f"{self.source}:{m.line}:{m.column or 1}"
            out.append(f"{place} {m.key}: {m.message}；{m.mend}" if m.mend else f"{place} {m.key}: {m.message}")
        return [*out, *self.rest()]

    def rest(self) -> list[str]:
        """What is said of the mistakes that are not listed."""
        return [f"另有 {self.more} 处错误没有列出，请改正以上各处后再查"] if self.more else []


class FetchError(Exception):
    """An address could not be fetched; `reason` is the kebab-case reason that a verdict carries."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


class CheckError(Exception):
    """A check was given options or records that it cannot judge at all."""


class DeliveryError(Exception):
    """A message could not be delivered: `permanent` says that trying again is useless.

    `message` is Chinese and holds no secret; `retry_after` is how long the channel asks us to wait, where it says so.
    """

    def __init__(self, message: str, *, permanent: bool, retry_after: timedelta | None = None) -> None:
        self.permanent = permanent
        self.retry_after = retry_after
        super().__init__(message)
