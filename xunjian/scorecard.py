"""`xunjian scorecard PLAN`: how the site stands by the national indicators, as of any day."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from checks.all import CHECKS
from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import load_plan, read_plan
from inspection.scoring.score import score
from inspection.scoring.standard import Standard
from inspection.scoring.standard_file import parse_standard, standard_of, standard_path
from store.store import Store
from xunjian.database import existing_store, moment_of
from xunjian.failure import fail
from xunjian.writing import write_whole

MOST_WEEKS = 53


def scorecard(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="巡检方案（YAML 文件）")],
    database: Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以此时间为准；默认为现在")] = None,
    json_: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="写成 JSON；- 表示打印")] = None,
    word: Annotated[Path | None, typer.Option("--word", metavar="FILE", help="写成 Word 文件（公文格式）")] = None,
    weeks: Annotated[int, typer.Option("--weeks", min=0, max=MOST_WEEKS, help="走势看最近几周；0 表示不看")] = 8,
) -> None:
    """按国家检查指标（或方案所写的标准）给网站评分：每项单项否决的状态和距离、扣分和依据、预警、走势、各单位情况。"""
    try:
        parsed = load_plan(plan)
        standard = standard_named(parsed, plan.parent)
    except PlanError as error:
        fail("\n".join(error.lines()))
    for file in (json_, word):
        if file is not None and str(file) != "-" and (file.is_dir() or not file.absolute().parent.is_dir()):
            fail(f"不能写：{file} " + ("是文件夹，请写出文件名" if file.is_dir() else "所在的文件夹不存在"))
    now = moment_of(as_of, parsed)
    with existing_store(database) as store:
        _tell(store, parsed, standard, now, weeks, json_, word, keeps=as_of is None)


def standard_named(plan: Plan, folder: Path) -> Standard:
    """The plan's standard; of one of the office's own the names of checks are looked at too. Raises PlanError."""
    written = plan.scorecard.standard if plan.scorecard else None
    if written is None or not written.lower().endswith((".yaml", ".yml")):
        return standard_of(written)
    path = standard_path(written, folder)
    return parse_standard(read_plan(path), str(path), {check.name for check in CHECKS})


def _tell(
    store: Store,
    plan: Plan,
    standard: Standard,
    at: datetime,
    weeks: int,
    json_: Path | None,
    word: Path | None,
    *,
    keeps: bool,
) -> None:
    from schedulers.score_units import units_at
    from schedulers.score_weeks import keep, trend
    from schedulers.scorekeeping import facts_at

    facts = facts_at(store, plan, at, standard)
    card = score(standard, facts)
    points, units = trend(store, plan, at, standard, weeks), units_at(store, plan, at)
    if keeps and facts.looked is not None:
        keep(store, card, current=facts.current)
    if json_ is not None:
        from notifications.scorecard.document import scorecard_document

        text = json.dumps(scorecard_document(card, points, units), ensure_ascii=False, indent=1) + "\n"
        write_whole(text.encode("utf-8", "replace"), None if str(json_) == "-" else json_, "评分卡")
    if word is not None:
        from notifications.scorecard.word import document

        write_whole(document(card, points, units), word, "评分卡")
    if json_ is None and word is None:
        from notifications.scorecard.text import print_scorecard

        print_scorecard(card, points, units, Console(file=sys.stdout))
