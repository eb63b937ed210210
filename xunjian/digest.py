"""`xunjian digest PLAN`: the weekly digest of any week, as text, web page, JSON or Word document; sent where asked."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import load_plan
from notifications.digest.week import Week
from store.store import Store
from xunjian.database import existing_store, moment_of
from xunjian.failure import fail
from xunjian.writing import write_whole

if TYPE_CHECKING:
    from notifications.digest.facts import DigestFacts


class Format(StrEnum):
    """What is written."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    DOCX = "docx"


def digest(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="巡检方案（YAML 文件）")],
    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="哪一周，如 2025-W13；默认为最近一个完整的周")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help="只写此责任单位的周报；默认为全站")] = None,
    format_: Annotated[Format, typer.Option("--format", help="格式：text、html、json、docx（公文格式）")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="写到此文件；默认打印")] = None,
    database: Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以此时间为准；默认为现在")] = None,
    send: Annotated[
        bool, typer.Option("--send", help="放入发件箱，发往方案 alerts.digest 所列渠道及各单位联系人；同一周只发一次")
    ] = False,
) -> None:
    """写一份巡检周报：新发现、逾期、复发、整改情况，栏目更新，下周需关注的事项。任何一周，何时写都一样。"""
    try:
        parsed = load_plan(plan)
    except PlanError as error:
        fail("\n".join(error.lines()))
    if send and (unit is not None or output is not None):
        fail("--send 发送全站和各单位的周报，不能与 --unit、--output 同用")
    if format_ is Format.DOCX and output is None and not send and sys.stdout.isatty():
        fail("Word 文件不能显示在屏幕上，请用 --output 写明文件名")
    if output is not None and (output.is_dir() or not output.absolute().parent.is_dir()):
        fail(f"不能写周报：{output} " + ("是文件夹，请写出文件名" if output.is_dir() else "所在的文件夹不存在"))
    now = moment_of(as_of, parsed)
    with existing_store(database) as store:
        try:
            wanted = _week(week, parsed, now)
            if send:
                _send(store, parsed, wanted, now, plan.parent)
            else:
                write_whole(_made(store, parsed, wanted, unit, now, format_, plan.parent), output, "周报")
        except ValueError as error:
            fail(str(error))


def _week(text: str | None, plan: Plan, now: datetime) -> Week:
    from schedulers.weekly import last_week

    return last_week(plan, now) if text is None else Week.parse(text)


def _made(
    store: Store, plan: Plan, week: Week, unit: str | None, now: datetime, format_: Format, folder: Path
) -> bytes:
    from schedulers.weekly import weekly_facts

    facts = weekly_facts(store, plan, week, unit, now, folder)
    return _docx(store, facts) if format_ is Format.DOCX else _FORMS[format_](facts)


def _text(facts: DigestFacts) -> bytes:
    from notifications.digest.text import terminal

    return (terminal(facts) + "\n").encode("utf-8", "replace")


def _html(facts: DigestFacts) -> bytes:
    from notifications.digest.html import render  # jinja2 is imported only where a page is asked for

    return render(facts).encode("utf-8", "replace")


def _json(facts: DigestFacts) -> bytes:
    from notifications.digest.document import digest_document

    return (json.dumps(digest_document(facts), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _docx(store: Store, facts: DigestFacts) -> bytes:
    from notifications.digest.word import document  # python-docx likewise
    from schedulers.digest_pictures import shots_of

    return document(facts, shots_of(store, facts))


_FORMS = {Format.TEXT: _text, Format.HTML: _html, Format.JSON: _json}


def _send(store: Store, plan: Plan, week: Week, now: datetime, folder: Path) -> None:
    from schedulers.weekly import enqueue_digest

    if plan.alerts is None or plan.alerts.digest is None:
        fail("方案没有写周报发往哪里，请在 alerts 下写 digest")
    messages, added = enqueue_digest(store, plan, week, now, folder)
    fresh = set(added)
    for message in messages:
        whose = message.payload["unit"] or "全站"
        state = "已放入发件箱" if message.id in fresh else "此前已放入，不重复发送"
        sys.stdout.write(f"{message.id}　{message.channel}　{whose}：{state}\n")
    if not messages:
        sys.stdout.write("没有可发往的渠道\n")
