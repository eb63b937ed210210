"""`xunjian backup` and `xunjian restore`: everything that is known in one file, and back into an empty place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from notifications.readable import size as size_of
from schedulers.beats import program_version
from store.archive import Manifest
from store.backup import backup as write_backup
from store.engine import default_database_url, parse_url, place_of
from store.errors import StoreError
from store.restore import restore as bring_back
from xunjian.failure import fail

Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="数据库地址；默认为 XUNJIAN_DATABASE 或用户数据目录里的")
]
Evidence = Annotated[
    Path | None, typer.Option("--evidence", metavar="DIR", help="存证文件夹；默认为 XUNJIAN_EVIDENCE 或数据库旁")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="只在出错时说话")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件；写文件夹则自动按时间取名")],
    database: Database = None,
    evidence: Evidence = None,
    without_evidence: Annotated[bool, typer.Option("--without-evidence", help="只备份数据库，不含网页原文")] = False,
    quiet: Quiet = False,
) -> None:
    """备份数据库和存证，服务运行时也可进行。已有的文件不覆盖；中途失败不留下半个文件。"""
    now = datetime.now().astimezone()
    target = file / f"xunjian-{now:%Y%m%d-%H%M%S}.tar" if file.is_dir() else file
    if not target.absolute().parent.is_dir():
        fail(f"文件夹 {target.absolute().parent} 不存在")
    url = database or default_database_url()
    try:
        manifest = write_backup(
            parse_url(url),
            target,
            now.astimezone(UTC),
            program_version(),
            _teller(quiet),
            evidence,
            whole=not without_evidence,
        )
        length = target.stat().st_size
    except StoreError as error:
        fail(str(error), status=3)
    if not quiet:
        sys.stdout.write(f"已备份到 {target}（{size_of(length)}）：{_summary(manifest)}\n")
    _missing(manifest)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="xunjian backup 制作的备份文件")],
    database: Database = None,
    evidence: Evidence = None,
    quiet: Quiet = False,
) -> None:
    """把备份恢复到空的地方：SQLite 须没有此文件，PostgreSQL 须是没有巡检数据的库。两种数据库的备份可以互相恢复。"""
    try:
        url = parse_url(database or default_database_url())
        done = bring_back(file, url, _teller(quiet), evidence)
    except StoreError as error:
        fail(str(error), status=3)
    if not quiet:
        sys.stdout.write(f"已恢复到 {place_of(url)}：{_summary(done.manifest)}\n")
        if done.waiting:
            sys.stdout.write(
                f"发件箱里有 {done.waiting} 条备份时待发的消息，启动服务后会发出；其中有的可能在备份之后已经发过\n"
            )
    _missing(done.manifest)
    if done.damaged:
        sys.stderr.write(f"有 {len(done.damaged)} 件存证已损坏，没有恢复：{'、'.join(done.damaged[:5])}\n")


def _teller(quiet: bool) -> Callable[[str], None]:
    return (lambda _: None) if quiet else (lambda said: typer.echo(said, err=True))


def _summary(manifest: Manifest) -> str:
    rows = {one.name: one.rows for one in manifest.tables}
    said = [f"{rows.get('rounds', 0)} 轮巡检", f"{rows.get('issues', 0)} 张问题单", f"{rows.get('messages', 0)} 条消息"]
    kept = manifest.evidence
    said.append(f"{kept.files} 件存证（{size_of(kept.bytes)}）" if kept.included else "不含存证")
    return "、".join(said)


def _missing(manifest: Manifest) -> None:
    kept = manifest.evidence
    if kept.missing:
        sys.stderr.write(f"有 {kept.missing} 件存证的文件不在，可能已按保存期限清理，如：{'、'.join(kept.named[:3])}\n")
