"""Reads files that staff download from a platform's back office and put beside the plan; asks no network."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from inspection.records import Article, ColumnState
from inspection.sources import Listing, Refusal, SourceReading
from spiders.accounts.spider import AccountSpider, RefusedError, SourceTask
from spiders.media.export_file import newest_day, read_export
from spiders.media.export_tables import MAX_BYTES
from spiders.media.feeds import distinct
from spiders.reading.dates import SHANGHAI

MAX_FILES = 100  # the newest ones
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file as it was read."""

    name: str
    changed_at: datetime  # aware; the file system's word, which copying may change
    listing: Listing


class ExportSpider(AccountSpider):
    """The files of one account's `export`: several are taken together, the newer one's word counts."""

    name = "export"

    async def read(self) -> SourceReading:
        """What the files hold, and up to which day they can see."""
        return await asyncio.to_thread(read_files, self.task)


def read_files(task: SourceTask) -> SourceReading:
    """The account's files as one reading. Raises RefusedError where none could be read."""
    files = [_read(path, task.now) for path in found_files(task)]
    sound = [file for file in files if file.listing.refusal is None]
    failed = [file for file in files if file.listing.refusal is not None]
    if not sound:
        refusal = failed[0].listing.refusal
        assert refusal is not None
        raise RefusedError(replace(refusal, detail=f"{failed[0].name}：{refusal.detail}"), ColumnState.UNREADABLE)
    sound = [_own(file, task.account.name) for file in sound]
    sound.sort(key=lambda file: (_made(file), file.changed_at), reverse=True)
    articles = distinct(article for file in sound for article in file.listing.articles)
    made = min(max(_made(file) for file in sound), task.now)
    partial, detail = _partial(sound, failed, made, task)
    return SourceReading(
        task.account.name,
        task.label,
        ColumnState.READ if articles else ColumnState.BLANK,
        detail=detail,
        articles=articles,
        covers_since=covered_since(sound),
        seen_until=made.date(),
        partial=partial,
        built_at=made,
    )


def found_files(task: SourceTask) -> list[Path]:
    """The files that the plan names, the newest first; Excel's own lock files are none. Raises RefusedError."""
    pattern = (task.source.export or "").replace("\\", "/")
    base = task.folder
    if (absolute := Path(pattern)).is_absolute():
        base, pattern = Path(absolute.anchor), str(absolute.relative_to(absolute.anchor))
    try:
        found = [path for path in base.glob(pattern) if path.is_file() and not path.name.startswith((".", "~$"))]
        found.sort(key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    except (OSError, ValueError, IndexError, NotImplementedError) as error:  # pathlib's, for what is no pattern
        said = f"{task.source.export}：{type(error).__name__}"
        raise RefusedError(Refusal("file-missing", said), ColumnState.UNREACHABLE) from error
    if not found:
        raise RefusedError(Refusal("file-missing", f"没有与 {task.source.export} 相符的文件"), ColumnState.UNREACHABLE)
    return found[:MAX_FILES]


def covered_since(files: Sequence[ExportFile]) -> date | None:
    """The first day from which on nothing is missing: files that follow on each other are one stretch.

    A file covers its rows' days, up to the day on which it says that it was made. None where a row of the newest
    stretch has no date.
    """
    since: date | None = None
    for file in files:
        days = [_day(article) for article in file.listing.articles]
        known = [day for day in days if day is not None]
        if not known and not days:
            continue
        if len(known) < len(days) or file.listing.incomplete:
            return since
        if since is not None and max(_made(file).date(), *known) < since - _DAY:
            return since
        since = min(known) if since is None else min(since, *known)
    return since


def _read(path: Path, now: datetime) -> ExportFile:
    changed_at = datetime.fromtimestamp(0, SHANGHAI)
    try:
        state = path.stat()
        changed_at = datetime.fromtimestamp(state.st_mtime, SHANGHAI)
        if state.st_size == 0:  # so are the system's own, which show more than an office wants to be shown
            refusal = Refusal("file-unreadable", "文件是空的")
            return ExportFile(path.name, changed_at, Listing("export", refusal=refusal))
        if state.st_size > MAX_BYTES:
            refusal = Refusal("too-large", f"超过 {MAX_BYTES // 1024 // 1024} MB")
            return ExportFile(path.name, changed_at, Listing("export", refusal=refusal))
        return ExportFile(path.name, changed_at, read_export(path.read_bytes(), path.name, now=now))
    except OSError as error:
        refusal = Refusal("file-unreadable", error.strerror or type(error).__name__)
        return ExportFile(path.name, changed_at, Listing("export", refusal=refusal))


def _own(file: ExportFile, account: str) -> ExportFile:
    """Of a file that holds several accounts, the account's own rows. Raises RefusedError where it is not among them."""
    channels = {article.channel for article in file.listing.articles}
    if len(channels) < 2:
        return file
    wanted = _bare(account)
    own = {channel for channel in channels if channel and _bare(channel) == wanted}
    if not own:
        said = "、".join(sorted(channel for channel in channels if channel)[:5])
        raise RefusedError(Refusal("account-not-found", f"{file.name} 里没有“{account}”，有：{said}"))
    kept = tuple(article for article in file.listing.articles if article.channel in own)
    return replace(file, listing=replace(file.listing, articles=kept))


def _bare(name: str) -> str:
    return "".join(name.split()).removesuffix("微博").removesuffix("公众号").removesuffix("微信").casefold()


def _made(file: ExportFile) -> datetime:
    """When the file was made: as it states, else its newest article's day, else the file system's word.

    Not the file system's first: a copied file is new, whatever it holds.
    """
    newest = newest_day(file.listing.articles)
    if file.listing.built_at is not None:
        return file.listing.built_at
    return datetime.combine(newest, time(), SHANGHAI) if newest is not None else file.changed_at


def _partial(
    sound: Sequence[ExportFile], failed: Sequence[ExportFile], made: datetime, task: SourceTask
) -> tuple[str | None, str]:
    if failed and failed[0].changed_at >= max(file.changed_at for file in sound):
        refusal = failed[0].listing.refusal
        return refusal.reason if refusal is not None else None, f"最新的文件 {failed[0].name} 读不出来"
    if made < task.as_of - task.account.update_within:
        said = f"文件里的数据到 {made.date().isoformat()} 为止；如已导出到最近，请在文件名中写上导出日期"
        return "file-old", f"{said}，如 {task.account.name}{task.as_of:%Y%m%d}"
    if any(file.listing.incomplete for file in sound):
        return "too-large", "文件行数过多，没有读完"
    return None, ""


def _day(article: Article) -> date | None:
    published = article.published_at
    return published.date() if isinstance(published, datetime) else published
