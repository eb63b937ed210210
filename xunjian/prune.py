"""`xunjian prune`: what the service does every night, at once, or only counted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from inspection.durations import say_duration
from notifications.readable import size
from schedulers.pruning import Pruned
from schedulers.pruning import prune as clear
from schedulers.settings import ServiceSettings
from store.engine import default_database_url, parse_url
from store.errors import StoreError
from store.inventory import compact, inventory
from xunjian.database import existing_store
from xunjian.failure import fail
from xunjian.service_settings import service_settings


def prune(
    database: Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只统计，不清理")] = False,
    vacuum: Annotated[
        bool, typer.Option("--vacuum", help="把腾出的空间还给磁盘；期间其他程序不能写入，须有与数据库同样大的空闲空间")
    ] = False,
) -> None:
    """按保存期限（XUNJIAN_KEEP_ 开头的环境变量）清理过期的轮次、消息和存证；服务每天夜里自动进行。"""
    settings, now = service_settings(), datetime.now(UTC)
    with existing_store(database) as store:
        done = clear(store, settings, now, dry=dry_run)
    for line in lines(done, settings, dry=dry_run):
        sys.stdout.write(line + "\n")
    try:
        url = parse_url(database or default_database_url())
        if vacuum and not dry_run:
            before = inventory(url, now).bytes
            compact(url)
            sys.stdout.write(f"数据库由 {size(before)} 整理为 {size(inventory(url, now).bytes)}\n")
        elif (free := inventory(url, now).free_bytes) > 1 << 26:
            sys.stdout.write(f"数据库文件内有 {size(free)} 空闲，会先用于新的记录；要还给磁盘，请在空闲时加 --vacuum\n")
    except StoreError as error:
        fail(str(error), status=3)


def lines(done: Pruned, settings: ServiceSettings, *, dry: bool) -> Iterator[str]:
    """What was cleared, for people."""
    rounds, told = _long(settings.keep_rounds), _long(settings.keep_messages)
    yield "将清理：" if dry else "已清理："
    yield f"  网页、链接、探测结果 {done.met:,} 行（保存 {rounds}，值守轮最多 7天）"
    yield f"  更早轮次的栏目、稿件、发现 {done.judged:,} 行，整轮 {done.rounds:,} 轮（重做周报所需的保存 {told}）"
    yield f"  消息 {done.messages:,} 条（保存 {told}）"
    yield f"  可用性探测 {done.availability:,} 次（保存 {_long(settings.keep_availability)}）"
    yield f"  运行痕迹 {done.traces:,} 条"
    yield f"  浏览器查看记录、已办结问题的截图、网页内容特征 {done.looks:,} 行（保存 {rounds}）"
    if (found := done.evidence) is not None:
        gone = found.unnamed + found.aged + found.crowded + found.halves
        aged = f"超过 {_long(settings.keep_evidence)} {found.aged:,}"
        why = f"不再引用 {found.unnamed:,}、{aged}、超出容量 {found.crowded:,}、残件 {found.halves:,}"
        yield f"  存证 {gone:,} 件，{size(found.bytes)}（{why}）；留下 {found.left:,} 件，{size(found.left_bytes)}"
    yield from done.held


def _long(length: timedelta) -> str:
    return say_duration(length) if length else "不限"
