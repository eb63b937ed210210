"""`xunjian availability PLAN`: how well the site could be opened, day by day; certificate, IPv6, http and https."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from inspection.availability import PROBES_A_DAY
from inspection.errors import PlanError
from inspection.plan_file import load_plan
from inspection.reasons import explain
from notifications.availability import AvailabilityEntry, availability_entry, endpoint_words, week_words
from notifications.readable import plain
from xunjian.database import existing_store, moment_of
from xunjian.failure import fail

SCHEMA = "xunjian/availability/1"
_VANTAGES = 8  # shown


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


def availability(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="巡检方案（YAML 文件）")],
    format_: Annotated[Format, typer.Option("--format", help="打印的格式")] = Format.TEXT,
    database: Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以此时间为准；默认为现在")] = None,
) -> None:
    """近七天网站能否打开：每天探测几次、打不开几次；证书、IPv6、http 转 https。由常驻服务探测，本命令只看记录。"""
    try:
        parsed = load_plan(plan)
    except PlanError as error:
        fail("\n".join(error.lines()))
    now = moment_of(as_of, parsed)
    with existing_store(database) as store:
        entry = availability_entry(parsed, store.availability(parsed.site.name, now), now)
    if format_ is Format.JSON:
        known = {"schema": SCHEMA, "site": parsed.site.name, "as_of": now.isoformat(), "availability": entry}
        sys.stdout.write(json.dumps(known, ensure_ascii=False, indent=1) + "\n")
    elif entry is None:
        why = (
            "常驻服务（xunjian serve）运行后才有"
            if parsed.availability.enabled
            else "方案的 availability.enabled 为 false"
        )
        sys.stdout.write(f"近七天没有可用性探测的记录：{why}\n")
    else:
        _print(entry, parsed.site.name, Console(file=sys.stdout))


def _print(entry: AvailabilityEntry, site: str, console: Console) -> None:
    console.print(Text(f"{plain(site, 60)}：{week_words(entry)}"), soft_wrap=True)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("日期")
    for name in ("有效探测", "打不开", "比例", "未能判断", "首字节（中位数）"):
        table.add_column(name, justify="right")
    table.add_column("")
    for day in entry["days"]:
        share = f"{day['down'] / day['probes']:.1%}" if day["probes"] else "—"
        took = "—" if day["first_byte_seconds"] is None else f"{day['first_byte_seconds']:.2f} 秒"
        last = day is entry["days"][-1]
        thin = "" if day["probes"] >= PROBES_A_DAY else "（今天未完）" if last else f"不足 {PROBES_A_DAY} 次"
        counts = [str(day[name]) for name in ("probes", "down")] + [share, str(day["unknown"]), took]
        table.add_row(day["day"], *counts, thin)
    console.print(table)
    for line in _lines(entry):
        console.print(Text(line), soft_wrap=True)


def _lines(entry: AvailabilityEntry) -> list[str]:
    lines = []
    if entry["reasons"]:
        reasons = "、".join(f"{explain(reason)} {count} 次" for reason, count in entry["reasons"].items())
        lines.append(f"打不开的原因：{plain(reasons, 300)}")
    vantages = [plain(name, 40) for name in entry["vantages"]]
    more = f" 等 {len(vantages)} 处" if len(vantages) > _VANTAGES else ""
    lines.append(f"探测点：{'、'.join(vantages[:_VANTAGES])}{more}")
    for one in entry["endpoints"]:
        at = datetime.fromisoformat(one["looked_at"])
        lines.append(f"{plain(one['vantage'], 40)}（{at:%m-%d %H:%M} 查看）：{plain(endpoint_words(one), 300)}")
    return lines
