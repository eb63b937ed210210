"""Pictures of what a round found: which, in which order, and how long they may take together."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from inspection.findings import Finding, Severity
from inspection.pictures import Picture
from inspection.reasons import explain
from notifications.wording import check_order
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.shots import Shot, shot_of
from spiders import logs
from spiders.headless.har import Asked, har
from spiders.headless.tasks import NO_BROWSER, REFUSED, Answer, Kind
from store.errors import StoreError

LEAST, SHARE = 20.0, 0.2  # seconds for all pictures of a small site's round; of the time that it has taken so far
_SECONDS, _SHORT = 20.0, 8.0  # for one, with the request that fails; for the last one, begun when little is left
_AFTER = 12.0  # seconds that what is in hand may take after that
_HOME = "site-down"

log = logs.get(__name__)


async def take_pictures(browsed: Browsed, findings: Sequence[Finding]) -> None:
    """Show the faults that have no picture yet, the heaviest first, as many as the plan allows. Never fails a round.

    A fault is shown as soon as it is found, so that the first alert can have its picture; a round that is stopped, or
    has no more time, leaves the rest to the next one.
    """
    if not browsed.headless.available or not browsed.plan.browser.pictures or not findings:
        return
    try:
        known = await beside(lambda: browsed.store.pictures(browsed.plan.site.name, [f.fingerprint for f in findings]))
        began = (await beside(lambda: browsed.store.round(browsed.round_id))).started_at
    except StoreError as error:
        log.warning("截图未做：数据库没有应答", error=error.reason)
        return
    now = datetime.now(UTC)
    chosen = wanted(browsed, findings, known, now)[: browsed.plan.browser.pictures]
    if not chosen:
        return
    until = monotonic() + browsed.spare(LEAST, SHARE, (now - began).total_seconds())
    work = _Work(browsed, list(reversed(chosen)), until)
    with suppress(TimeoutError):
        async with asyncio.timeout(until - monotonic() + _AFTER):
            await asyncio.gather(*(work.run() for _ in range(min(browsed.plan.browser.at_once, len(chosen)))))
    log.info("截图取证", taken=work.taken, failed=work.failed, left=len(work.waiting))


def wanted(
    browsed: Browsed, findings: Sequence[Finding], known: Mapping[str, Picture], now: datetime
) -> list[tuple[Finding, Shot]]:
    """What is to be shown: faults never shown first, then those not shown in vain, then those shown long ago."""
    plan = browsed.plan
    # Where the site does not answer there is no page to be shown.
    down = [finding for finding in findings if finding.check == _HOME]
    ranked: list[tuple[int, int, int, str, Finding, Shot]] = []
    for finding in down or findings:
        shot = shot_of(plan, finding)
        if shot is None or (turn := _turn(known.get(finding.fingerprint), shot, browsed, now)) is None:
            continue
        weight = list(Severity).index(finding.severity)
        ranked.append((turn, weight, check_order(finding.check), finding.fingerprint, finding, shot))
    return [(finding, shot) for *_, finding, shot in sorted(ranked, key=lambda one: one[:4])]


def _turn(picture: Picture | None, shot: Shot, browsed: Browsed, now: datetime) -> int | None:
    """0: never shown, or shown as something else; 1: shown in vain; 2: long ago. None: its picture is good."""
    if picture is None:
        return 0
    if picture.round == browsed.round_id:
        return None
    if picture.evidence is None and picture.har is None:
        return 1
    if not picture.shows.startswith(shot.says):
        return 0
    return 2 if now - picture.taken_at > max(browsed.plan.verify_within, timedelta(hours=1)) else None


@dataclass(slots=True)
class _Work:
    """The pictures of one round."""

    browsed: Browsed
    waiting: list[tuple[Finding, Shot]]  # the next one last
    until: float
    taken: int = 0
    failed: int = 0

    async def run(self) -> None:
        """One picture after the other. Raises HaltedError when the round is told to stop."""
        while self.waiting and monotonic() < self.until and self.browsed.headless.available:
            finding, shot = self.waiting.pop()
            began = datetime.now(UTC)
            answer = await self.browsed.headless.ask(
                Kind.PICTURE,
                shot.page,
                seconds=max(_SHORT, min(_SECONDS, self.until - monotonic())),
                phone=shot.phone,
                options=shot.options(str(self.browsed.plan.zone)),
            )
            if answer.reason == NO_BROWSER:
                return
            picture = self._picture(finding, shot, answer, began)
            self.taken += picture.evidence is not None
            self.failed += picture.evidence is None
            try:
                await beside(lambda made=picture: self._record(made))  # type: ignore[misc]
            except StoreError as error:
                log.warning("截图没有记下", error=error.reason)
                return

    def _record(self, picture: Picture) -> None:
        self.browsed.store.record_picture(self.browsed.plan.site.name, picture)

    def _picture(self, finding: Finding, shot: Shot, answer: Answer, began: datetime) -> Picture:
        if answer.reason is not None:
            return self._unseen(finding, shot, answer, began)
        digests = {name: _digest(answer, name) for name in ("picture", "snapshot", "har")}
        reason = answer.facts.get("reason")
        return Picture(
            fingerprint=finding.fingerprint,
            taken_at=datetime.now(UTC),
            round=self.browsed.round_id,
            page=shot.page,
            shows=str(answer.facts.get("shows") or shot.label),
            reason=str(reason) if reason else None,
            evidence=digests["picture"],
            snapshot=digests["snapshot"],
            har=digests["har"],
        )

    def _unseen(self, finding: Finding, shot: Shot, answer: Answer, began: datetime) -> Picture:
        """There is no page to be shown: what was asked, and that nothing came, is kept where it is the fault itself."""
        why = "浏览器没有完成截图" if answer.reason == REFUSED else explain(answer.reason, answer.detail)
        archive: str | None = None
        if shot.failing == shot.page:
            waited = (datetime.now(UTC) - began).total_seconds() * 1000
            asked = Asked(shot.page, "GET", began, error=f"{answer.reason}：{why}", timings={"wait": waited})
            try:
                archive = self.browsed.store.evidence.put(har([asked], f"{shot.label}；请求由巡检程序的浏览器发出"))
            except StoreError as error:
                log.warning("存证没有写成", error=error.reason)
        return Picture(
            fingerprint=finding.fingerprint,
            taken_at=datetime.now(UTC),
            round=self.browsed.round_id,
            page=shot.page,
            shows=f"{shot.label}；没有截图，网页在浏览器中打不开：{why}",
            reason=answer.reason,
            har=archive,
        )


def _digest(answer: Answer, name: str) -> str | None:
    value = answer.facts.get(name)
    return value if isinstance(value, str) else None
