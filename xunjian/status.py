"""`xunjian status`: what runs, how far, how it went last, what comes next, what is wrong."""

from __future__ import annotations

import json
import sys
from datetime import UTC
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from inspection.plan_file import load_plan
from schedulers.disk import folder_bytes
from schedulers.standing import Standing, read_standing
from schedulers.troubles import troubles_of
from xunjian.database import existing_store
from xunjian.issues import Database, Format, Shape
from xunjian.status_text import document, lines


def status(
    plan: Annotated[
        Path | None, typer.Argument(metavar="[PLAN]", help="巡检方案；默认为常驻服务所用的全部方案")
    ] = None,
    database: Database = None,
    format_: Shape = Format.TEXT,
) -> None:
    """现在怎样：进程、正在进行的巡检、最近的结果、接下来做什么、哪里不对。

    退出码：0 正常；1 有不正常之处；2 命令或方案有误；3 没有运行中的常驻服务。
    """
    with existing_store(database) as store:
        read = load_plan(plan) if plan is not None else None
        standing = read_standing(store, {read.site.name: read} if read is not None else None)
        evidence = folder_bytes(store.evidence.root)
    troubles, zone = troubles_of(standing), _zone(standing)
    if format_ is Format.JSON:
        json.dump(document(standing, troubles, zone, evidence), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines(standing, troubles, zone, evidence))
    if any(trouble.code == "no-service" for trouble in troubles):
        raise typer.Exit(3)
    raise typer.Exit(1 if troubles else 0)


def _zone(standing: Standing) -> ZoneInfo:
    """The plans' own, which are one in nearly every office."""
    zones = [site.plan.zone for site in standing.sites if site.plan is not None]
    return zones[0] if zones else ZoneInfo(str(UTC))
