"""Stage 4, quiet hours and working days: who is left in peace until when; what the plan excepts passes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from inspection.alerting import QuietHours
from inspection.calendar import Workdays
from inspection.findings import Severity
from notifications.situation import Ruling

STAGE = "quiet-hours"
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_LONGEST = 2 * 366  # steps; a plan without any allowed moment in a year is looked at again after that year


def quiet(hours: QuietHours | None, workdays: Workdays, severity: Severity, now: datetime) -> Ruling | None:
    """The hold that quiet hours put on a message of this severity; None where it may be sent."""
    if hours is None or severity in hours.except_ or not is_quiet(hours, workdays, now):
        return None
    return Ruling(STAGE, "quiet-hours", until=next_allowed(hours, workdays, now))


def is_quiet(hours: QuietHours, workdays: Workdays, at: datetime) -> bool:
    """Whether this moment (aware, in the plan's zone) is quiet by the wall clock; `from` equal to `to` is none."""
    if hours.workdays_only and not workdays.is_workday(at.date()):
        return True
    return _in_window(hours, at.time())


def _in_window(hours: QuietHours, clock: time) -> bool:
    start, end = hours.from_, hours.to
    if start is None or end is None or start == end:
        return False
    return start <= clock < end if start < end else clock >= start or clock < end


def next_allowed(hours: QuietHours, workdays: Workdays, now: datetime) -> datetime:
    """The first moment from `now` on that is not quiet."""
    at = now
    for _ in range(_LONGEST):
        if not is_quiet(hours, workdays, at):
            break
        if (hours.workdays_only and not workdays.is_workday(at.date())) or hours.to is None:
            at = _wall(at, time(), days=1)
        else:
            at = _wall(at, hours.to, days=0 if at.time() < hours.to else 1)
    return at


def _wall(after: datetime, clock: time, days: int) -> datetime:
    """The moment at which the wall clock shows `clock` so many days on, later than `after`.

    Where the clock is put forward over that time: the first moment behind the gap. Where it is put back and shows the
    time twice: the first of the two that is still to come.
    """
    zone: tzinfo | None = after.tzinfo
    wanted = datetime.combine(after.date() + days * _DAY, clock, zone)
    first, second = sorted(wanted.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = first.astimezone(zone)
    if shown.replace(tzinfo=None) == wanted.replace(tzinfo=None):
        return shown if first > after else second.astimezone(zone)
    while shown.replace(tzinfo=None) < wanted.replace(tzinfo=None) and first < second:
        first += _MINUTE
        shown = first.astimezone(zone)
    return shown
