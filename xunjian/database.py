"""The database that a command looks into, and the plan that its site is inspected by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import load_plan, parse_plan
from store.engine import default_database_url, parse_url, place_of, sqlite_file
from store.errors import StoreError
from store.store import Store
from xunjian.failure import fail

YEARS = range(1990, 2200)


@contextmanager
def existing_store(database: str | None) -> Iterator[Store]:
    """The store, which must be there already: a mistyped path would look like a site without anything to tell.

    Ends the command with one line where the store cannot be used or the plan is wrong.
    """
    url = database or default_database_url()
    try:
        file = sqlite_file(parse_url(url))
        if file is not None and not file.exists():
            fail(f"还没有数据库 {place_of(parse_url(url))}；请检查 --database，或先用 xunjian inspect 巡检")
        with Store.open(url) as store:
            yield store
    except PlanError as error:
        fail("\n".join(error.lines()))
    except StoreError as error:
        fail(" ".join(str(error).split()), status=2 if error.reason in {"cannot-open", "newer", "damaged"} else 3)


def plan_of(store: Store, path: Path | None, site: str | None = None) -> Plan:
    """The plan in the file, else the one by which the site was inspected last. Raises PlanError, StoreError."""
    if path is not None:
        return load_plan(path)
    sites = [site] if site is not None else store.sites()
    if len(sites) != 1:
        said = "数据库里还没有巡检过的网站" if not sites else f"数据库里有多个网站（{'、'.join(sites)}）"
        fail(f"{said}，请用 --plan 指明巡检方案")
    text = store.plan_text(sites[0])
    if text is None:
        fail(f"数据库里没有“{sites[0]}”的巡检方案，请用 --plan 指明")
    return parse_plan(text, f"“{sites[0]}”上次巡检所用的方案")


def plan_anew(store: Store, known: Plan, file: Path | None) -> Plan:
    """The plan as it is now, for what runs for weeks while the office edits. A wrong one changes nothing."""
    try:
        newest = load_plan(file) if file is not None else parse_plan(store.plan_text(known.site.name) or "", "")
    except PlanError:
        return known
    return newest if newest.site.name == known.site.name else known


def parse_moment(text: str, plan: Plan, option: str = "--as-of") -> datetime:
    """A date (that day's last minute) or an ISO time, in the plan's zone. Raises ValueError in Chinese."""
    return moment_in(plan.zone, text, option)


def moment_in(zone: ZoneInfo, text: str, option: str = "--as-of") -> datetime:
    """The same in any zone, for commands that have no plan."""
    try:
        if len(text) <= 10:
            moment = datetime.combine(date.fromisoformat(text), clock(23, 59), zone)
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{option} “{text}”不是日期或时间，请写成 2025-03-25 或 2025-03-25T09:00:00+08:00") from None
    if moment.year not in YEARS:  # at the ends of the calendar no time can be brought into another zone
        raise ValueError(f"{option} “{text}”的年份不对，应在 {YEARS[0]} 至 {YEARS[-1]} 年之间")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def moment_of(text: str | None, plan: Plan, option: str = "--as-of") -> datetime:
    """As `parse_moment`; now where nothing is written. Ends the command where it cannot be read."""
    if text is None:
        return datetime.now(UTC).astimezone(plan.zone)
    try:
        return parse_moment(text, plan, option)
    except ValueError as error:
        fail(str(error))
