"""`xunjian inspect PLAN`: run one round, print a summary, write the reports."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from checks.all import CHECKS
from checks.run import select_checks
from inspection.errors import CheckError, PlanError
from inspection.pictures import Picture
from inspection.plan import Plan
from inspection.plan_file import load_plan
from notifications.issue_text import settled_text
from notifications.pictures import Load
from notifications.report import ReportDocument, report_document
from notifications.text import print_report
from schedulers.casework import Settled
from schedulers.round import Order, Outcome, run_round
from schedulers.stopping import StoppedError, Stopping
from spiders import logs
from store.engine import default_database_url
from store.errors import StoreError
from store.evidence import EvidenceStore
from store.store import Store
from xunjian.database import parse_moment
from xunjian.failure import fail, why
from xunjian.progress import Progress
from xunjian.stop_signals import stopped_by_signals

_KEPT = "已记录的内容都保留，再次运行同一命令即接着做"


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Kind(StrEnum):
    """Kinds of rounds."""

    WATCH = "watch"
    DAILY = "daily"
    FULL = "full"


def inspect(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="巡检方案（YAML 文件）")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="判定所依据的日期或时间，如 2025-03-25；默认为现在")
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", metavar="FILE", help="把 JSON 报告写到此文件")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="把网页报告写到此文件")] = None,
    format_: Annotated[Format, typer.Option("--format", help="打印的格式")] = Format.TEXT,
    database: Annotated[
        str | None,
        typer.Option("--database", metavar="URL", help="数据库地址（SQLAlchemy）；默认为用户数据目录里的 SQLite"),
    ] = None,
    round_: Annotated[Kind, typer.Option("--round", help="轮次类型：watch 值守、daily 每日、full 全面")] = Kind.FULL,
    checks: Annotated[str | None, typer.Option("--checks", metavar="a,b", help="只做这些检查，用逗号分开")] = None,
    fresh: Annotated[bool, typer.Option("--fresh/--resume", help="重新开始；默认接着做上次中断的同一轮")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="不显示进度")] = False,
) -> None:
    """运行一轮巡检并给出报告。退出码：0 没有问题；1 有问题；2 命令或方案有误；3 本轮未能完成。"""
    try:
        text, parsed = _load(plan)
        chosen = select_checks([n.strip() for n in checks.split(",") if n.strip()]) if checks else CHECKS
        moment = parse_moment(as_of, parsed) if as_of is not None else None
    except PlanError as error:
        fail("\n".join(error.lines()))
    except (CheckError, ValueError) as error:
        fail(str(error))
    for file in (report, html):
        if file is not None and file.is_dir():
            fail(f"不能写报告：{file} 是文件夹，请写出文件名")
        if file is not None and not file.absolute().parent.is_dir():
            fail(f"不能写报告：文件夹 {file.absolute().parent} 不存在")
    order = Order(parsed, text, round_.value, moment, not fresh, chosen, folder=plan.absolute().parent)
    url = database or default_database_url()
    try:
        with Store.open(url) as store, Progress(sys.stderr, quiet=quiet or logs.writes_json()) as progress:
            outcome = asyncio.run(_inspected(order, store, url, progress))
            pictures = store.pictures(parsed.site.name, [one.fingerprint for one in outcome.findings])
    except StoppedError:
        fail(f"已停止；已记录 {progress.pages} 个网页，再次运行同一命令即接着做", status=3)
    except StoreError as error:
        # A wrong address is the command's fault; a full disk, a busy database or one that went away is not.
        wrong = error.reason in {"cannot-open", "newer", "damaged"} and not error.final
        fail(str(error) if wrong else f"{error}\n{_KEPT}", status=2 if wrong else 3)
    except KeyboardInterrupt:
        fail(f"已中断；{_KEPT}", status=3)
    document = document_of(parsed, outcome, pictures)
    load = partial(_loaded, store.evidence)
    _write(document, report, html, load)
    _print(document, format_, report, html, outcome.settled, load)
    raise typer.Exit(3 if not outcome.facts.complete else 1 if outcome.findings else 0)


async def _inspected(order: Order, store: Store, url: str, progress: Progress) -> Outcome:
    stopping = Stopping()
    with stopped_by_signals(stopping):
        return await run_round(order, store, url, progress.show, stopping)


def _html(document: ReportDocument, load: Load) -> str:
    from notifications.html import render_html  # jinja2 is imported only where a page is asked for

    return render_html(document, load)


def _loaded(evidence: EvidenceStore, digest: str) -> bytes | None:
    try:
        return evidence.get(digest)
    except StoreError:  # cleared away, or damaged: the report does without
        return None


def document_of(plan: Plan, outcome: Outcome, pictures: Mapping[str, Picture]) -> ReportDocument:
    """The report of one round."""
    return report_document(
        plan.site.name,
        outcome.as_of,
        outcome.facts,
        outcome.findings,
        outcome.undecided,
        kinds={column.name: column.kind for column in plan.columns},
        broken_checks={broken.check: broken.error for broken in outcome.broken},
        accounts=outcome.accounts,
        availability=outcome.availability,
        pictures={k: replace(p, taken_at=p.taken_at.astimezone(plan.zone)) for k, p in pictures.items()},
    )


def _load(path: Path) -> tuple[str, Plan]:
    parsed = load_plan(path)
    return path.read_text(encoding="utf-8-sig"), parsed


def _write(document: ReportDocument, report: Path | None, html: Path | None, load: Load) -> None:
    try:
        if report is not None:
            _replace(report, json.dumps(document, ensure_ascii=False, indent=1))
        if html is not None:
            _replace(html, _html(document, load))
    except OSError as error:
        fail(f"报告没有写成：{why(error)}（{error.filename}）；本轮结果已存入数据库", status=3)


def _replace(path: Path, text: str) -> None:
    """Write beside the file and rename: a reader never sees half a report. Pipes, devices and links are written to."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.write_text(text, encoding="utf-8", errors="replace")
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        beside.write_text(text, encoding="utf-8", errors="replace")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _print(
    document: ReportDocument, format_: Format, report: Path | None, html: Path | None, settled: Settled, load: Load
) -> None:
    if format_ is Format.TEXT:
        files = [(name, str(path)) for name, path in (("网页报告", html), ("JSON 报告", report)) if path is not None]
        print_report(
            document,
            Console(file=sys.stdout),
            [*files, ("问题单", settled_text(settled.acts, settled.messages, settled.rehearsal))],
        )
    elif format_ is Format.JSON:
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(_html(document, load))
