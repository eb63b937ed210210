"""`xunjian read`: one page, read exactly as a round reads it; nothing is stored."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer

from inspection.addresses import normalise
from inspection.errors import FetchError
from inspection.reasons import explain
from notifications.readable import plain
from spiders.fetch import fetch_page
from spiders.policy import FetchPolicy
from spiders.reading.dates import SHANGHAI
from xunjian.database import moment_in
from xunjian.failure import fail, why
from xunjian.read_text import as_text, listing_as_text

MAX_SAVED_BYTES = 16 * 1024 * 1024
NOWHERE = "http://unknown.invalid/"  # stands for the address of a saved page that names none
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+?)\s*-->")
_TABLES = frozenset({".xlsx", ".xls", ".csv", ".tsv"})
LONGEST_LINE = 2_000  # characters printed of one line


class As(StrEnum):
    """What the page is read as."""

    AUTO = "auto"
    LIST = "list"
    ARTICLE = "article"


class ReadFormat(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


def read(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="网址，或保存下来的网页文件")],
    url: Annotated[str | None, typer.Option("--url", metavar="BASE", help="网页文件原来的网址")] = None,
    as_: Annotated[As, typer.Option("--as", help="按列表页还是文章页来读")] = As.AUTO,
    format_: Annotated[ReadFormat, typer.Option("--format", help="打印的格式")] = ReadFormat.TEXT,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="“刚刚”“昨天”从何时算起，如 2025-03-25T09:00；默认为现在"),
    ] = None,
) -> None:
    """读一个网页、订阅源、平台应答或导出文件，说明巡检从中读到了什么；不保存任何内容。"""
    try:
        now = moment_in(SHANGHAI, as_of) if as_of is not None else datetime.now(SHANGHAI)
    except ValueError as error:
        fail(str(error))
    try:
        address, body, content_type = _load(target, url)
    except FetchError as error:
        fail(f"无法读取 {target}：{explain(error.reason, error.detail)}")
    except OSError as error:
        fail(f"无法读取文件 {target}：{why(error)}")
    document, lines = _understood(body, address, content_type, as_, now)
    if format_ is ReadFormat.JSON:
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(plain(line, LONGEST_LINE) for line in lines) + "\n")


def _understood(body: bytes, url: str, content_type: str, as_: As, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """The document and the lines. Media are told from pages by what they hold, unless an article is asked for."""
    from spiders.media.listing_json import listing_as_json  # what every command need not import
    from spiders.media.recognise import read_media
    from spiders.reading.charset import decode
    from spiders.reading.reader import read_page, reading_as_json, refusal_of

    listing = read_media(body, url, content_type, now=now) if as_ is not As.ARTICLE else None
    if listing is not None:
        return listing_as_json(listing, url, decode(body, content_type)[1]), listing_as_text(listing, url)
    reading = read_page(body, url, content_type=content_type, today=now.date(), kind=as_.value)
    return reading_as_json(reading), as_text(reading, refusal_of(reading))


def _load(target: str, url: str | None) -> tuple[str, bytes, str]:
    """(address, body, content type) of a page on the network or in a file. Raises FetchError and OSError."""
    base = normalise(url) if url else None
    if url and base is None:
        fail(f"--url 不是网址：{url}")
    if target.lower().startswith(("http://", "https://")):
        address = normalise(target)
        if address is None:
            fail(f"不是有效的网址：{target}")
        final, body, content_type = asyncio.run(fetch_page(address, FetchPolicy(allow_private_hosts=True, delay=0)))
        return base or final, body, content_type
    if not target.strip() or re.match(r"\w+://", target):
        fail(f"不是网页的地址：“{target}”；请写 http:// 或 https:// 开头的网址，或保存下来的网页文件")
    with Path(target).open("rb") as file:
        body = file.read(MAX_SAVED_BYTES)
    if base is None and (saved := _SAVED_FROM.search(body[:2000])):
        base = normalise(saved.group(1).decode("ascii", "replace"))
    if base is None and Path(target).suffix.lower() in _TABLES:
        return (
            NOWHERE + quote(Path(target).name),
            body,
            "",
        )  # its name tells what it is, and it holds no relative address
    if base is None:
        sys.stderr.write(f"没有给出 --url，相对地址按 {NOWHERE} 解析\n")
    return base or NOWHERE, body, ""
