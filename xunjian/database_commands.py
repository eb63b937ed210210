"""`xunjian database`: which revision the database is of, what is in it, and the way up and down."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import URL

from notifications.readable import size
from schedulers.beats import program_version
from store import schema
from store.backup import backup
from store.engine import default_database_url, parse_url
from store.errors import StoreError
from store.inventory import Lost, inventory, lost, move
from xunjian.failure import fail

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="数据库地址；默认为 XUNJIAN_DATABASE 或用户数据目录里的")
]
Anyway = Annotated[bool, typer.Option("--while-running", help="有程序正在使用数据库时也照做")]

_SHOWN = {
    "rounds": "巡检轮次",
    "pages": "网页",
    "probes": "探测结果",
    "articles": "稿件",
    "findings": "发现",
    "issues": "问题单",
    "steps": "经过",
    "messages": "消息",
    "availability": "可用性探测",
}


@app.command()
def status(database: Database = None) -> None:
    """数据库在哪里、什么版本、多大、有多少记录、谁在使用；不改动任何内容。"""
    try:
        found = inventory(_url(database), datetime.now(UTC))
    except StoreError as error:
        fail(str(error))
    say = sys.stdout.write
    say(f"数据库：{found.place}\n")
    say(f"版本：{_revision(found.revision)}\n")
    free = f"（其中 {size(found.free_bytes)} 空闲）" if found.free_bytes else ""
    say(f"大小：{size(found.bytes)}{free}\n")
    if found.rows:
        say(
            "记录："
            + "，".join(f"{said} {found.rows[name]:,}" for name, said in _SHOWN.items() if name in found.rows)
            + "\n"
        )
    say("使用者：" + ("；".join(found.running) or "没有") + "\n")


@app.command()
def upgrade(database: Database = None, while_running: Anyway = False) -> None:
    """把数据库升到本程序的版本。平时打开数据库时会自动升级，此命令用于在更换程序时单独进行。"""
    url = _url(database)
    try:
        _must_be_idle(url, while_running)
        before = inventory(url, datetime.now(UTC)).revision
        move(url, schema.HEAD)
    except StoreError as error:
        fail(str(error), status=3)
    sys.stdout.write(
        f"数据库已是版本 {schema.HEAD}\n" if before == schema.HEAD else f"已由版本 {before} 升到 {schema.HEAD}\n"
    )


@app.command()
def downgrade(
    to: Annotated[str, typer.Option("--to", metavar="REVISION", help="退到的版本，如 0003")],
    database: Database = None,
    backup_to: Annotated[
        Path | None, typer.Option("--backup", metavar="FILE", help="先把数据库（不含存证）备份到此文件")
    ] = None,
    without_backup: Annotated[bool, typer.Option("--without-backup", help="已另行备份")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="确认；不写则只说明会失去什么")] = False,
    while_running: Anyway = False,
) -> None:
    """把数据库退到以前的版本，以便换回旧版程序；新版才有的内容会失去。"""
    url = _url(database)
    try:
        found = inventory(url, datetime.now(UTC)).revision
        if to not in schema.REVISIONS or found not in schema.REVISIONS or to >= found:
            earlier = [one for one in schema.REVISIONS if found is not None and one < found]
            fail(f"数据库现为{_revision(found)}，可以退到：{'、'.join(earlier) or '（没有更早的版本）'}")
        _tell(lost(url, to), to)
        if not yes:
            fail("没有改动；确认后请加 --yes，并用 --backup 写明备份文件（已另行备份的写 --without-backup）", status=1)
        if backup_to is None and not without_backup:
            fail("请用 --backup 写明备份文件；已另行备份的写 --without-backup")
        _must_be_idle(url, while_running)
        if backup_to is not None:
            backup(url, backup_to, datetime.now(UTC), program_version(), lambda _: None, whole=False)
            sys.stdout.write(f"已备份到 {backup_to}\n")
        move(url, to)
    except StoreError as error:
        fail(str(error), status=3)
    sys.stdout.write(f"已由版本 {found} 退到 {to}；请随即换用旧版程序，用本程序打开会再次升级\n")


def _url(database: str | None) -> URL:
    try:
        return parse_url(database or default_database_url())
    except StoreError as error:
        fail(str(error))


def _revision(found: str | None) -> str:
    if found is None:
        return "还没有数据表"
    if found == schema.HEAD:
        return f"{found}（与本程序一致）"
    if found in schema.REVISIONS:
        return f"{found}（本程序为 {schema.HEAD}，打开时会自动升级）"
    return f"{found}（比本程序的 {schema.HEAD} 新，请升级程序）"


def _must_be_idle(url: URL, while_running: bool) -> None:
    running = [] if while_running else inventory(url, datetime.now(UTC)).running
    if running:
        fail(
            f"数据库正在使用：{'；'.join(running)}。请先停止，一分钟后再试；确知不在使用的，加 --while-running",
            status=3,
        )


def _tell(gone: Lost, to: str) -> None:
    tables = [f"{name}（{rows:,} 行）" for name, rows in gone.tables.items()]
    sys.stdout.write(
        f"版本 {to} 里没有、会失去的表：{'、'.join(tables) or '无'}；列：{'、'.join(gone.columns) or '无'}\n"
    )
