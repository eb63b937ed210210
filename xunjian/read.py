"""`xunjian read`: one page, read exactly as a round reads it; nothing is stored."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from inspection.addresses import normalise
from inspection.errors import FetchError
from inspection.reasons import explain
from inspection.records import ListState, Published, Reading
from notifications.readable import plain
from spiders.fetch import fetch_page
from spiders.policy import FetchPolicy
from spiders.reading.dates import SHANGHAI
from xunjian.failure import fail, why

MAX_SAVED_BYTES = 16 * 1024 * 1024
NOWHERE = "http://unknown.invalid/"  # stands for the address of a saved page that names none
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+?)\s*-->")
_STATES = {
    ListState.BLANK: "空栏目：是列表页，但没有条目",
    ListState.SCRIPTED: "条目由脚本生成，本页源码里没有",
    ListState.BLOCKED: "被防火墙拦截，未能检查",
    ListState.UNREADABLE: "未能识别出条目",
}
DATE_FROM_WORDS = {
    "list": "列表", "label": "页面标注", "table": "信息表", "meta": "META", "script": "脚本", "address": "网址",
    "title": "标题", "feed": "订阅源",
}  # fmt: skip

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
) -> None:
    """读一个网页（网址或文件），说明巡检从中读到了什么；不保存任何内容。"""
    try:
        address, body, content_type = _load(target, url)
    except FetchError as error:
        fail(f"无法读取 {target}：{explain(error.reason, error.detail)}")
    except OSError as error:
        fail(f"无法读取文件 {target}：{why(error)}")
    from spiders.reading.reader import read_page, reading_as_json  # what every command need not import

    today = datetime.now(SHANGHAI).date()
    reading = read_page(body, address, content_type=content_type, today=today, kind=as_.value)
    if format_ is ReadFormat.JSON:
        json.dump(reading_as_json(reading), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write("\n".join(plain(line, LONGEST_LINE) for line in as_text(reading)) + "\n")


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
    if base is None:
        sys.stderr.write(f"没有给出 --url，相对地址按 {NOWHERE} 解析\n")
    return base or NOWHERE, body, ""


def as_text(reading: Reading) -> list[str]:
    """The reading in lines for people."""
    lines = [f"网址　　{reading.url}", f"编码　　{reading.charset}", f"标题　　{reading.title or '（未读到）'}"]
    if reading.kind == "list":
        return [f"类型　　列表页，{len(reading.entries)} 条", *lines, *_list_lines(reading)]
    if reading.unavailable:
        return ["类型　　文章页", *lines, f"状态　　{reading.unavailable}"]
    origin = f"（出自{DATE_FROM_WORDS[reading.date_from.value]}）" if reading.date_from else ""
    lines += [
        f"发布　　{_day(reading.published_at)}{origin}",
        f"文号　　{reading.document_number or '（无）'}",
        f"来源　　{reading.source or '（无）'}",
        f"正文　　{len(reading.text)} 字，全页链接 {len(reading.links)} 个",
    ]
    lines += [f"附件　　{attachment.name}　{attachment.url}" for attachment in reading.attachments]
    lines += [f"相关　　{related.title}　{related.url}" for related in reading.related]
    return ["类型　　文章页", *lines]


def _list_lines(reading: Reading) -> list[str]:
    lines = []
    if reading.list_state is not ListState.ENTRIES:
        lines.append(f"状态　　{_STATES[reading.list_state]}")
    lines += [f"另有　　{source}" for source in reading.sources]
    lines += [f"{_day(entry.published_at)}　{entry.title}　{entry.url}" for entry in reading.entries]
    return [*lines, f"下一页　{reading.next_page or '（无）'}"]


def _day(published: Published | None) -> str:
    if isinstance(published, datetime):
        return f"{published:%Y-%m-%d %H:%M:%S}"
    return published.isoformat() if isinstance(published, date) else "（无日期）"
