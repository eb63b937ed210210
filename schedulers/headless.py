"""The browser of one round: a child process that is started when it is first asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from inspection.findings import Json
from inspection.plan import Plan
from schedulers.stopping import Stopping
from spiders.headless.tasks import NO_BROWSER, Answer, Kind


class Headless:
    """Asks the browser's process, and starts it again where it ended by itself."""

    def __init__(self, plan: Plan, plan_text: str, evidence: Path, stopping: Stopping) -> None:
        self._plan, self._plan_text, self._evidence, self._stopping = plan, plan_text, evidence, stopping

    @property
    def available(self) -> bool:
        """Whether there is a browser, and the plan lets it be used. To ask anyway is answered NO_BROWSER."""
        return False

    async def ask(
        self,
        kind: Kind,
        url: str,
        *,
        seconds: float | None = None,
        phone: bool = False,
        light: bool = False,
        options: Mapping[str, Json] | None = None,
    ) -> Answer:
        """Do one thing; several may be asked at once. A task whose page or browser broke is tried once more.

        Raises HaltedError when the round is told to stop; nothing else.
        """
        del kind, url, seconds, phone, light, options
        return Answer(id=0, reason=NO_BROWSER)

    async def __aenter__(self) -> Headless:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, if one was started."""
