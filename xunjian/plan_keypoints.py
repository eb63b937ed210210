"""`xunjian plan import-keypoints`: a year's key points, read into a proposal that a person finishes."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from inspection.errors import PlanError
from inspection.file_kinds import HEAD, kind_of
from inspection.keypoints.entries import Proposal
from inspection.keypoints.merging import merge
from inspection.keypoints.nouns import Document
from inspection.keypoints.proposing import propose
from inspection.keypoints.reading import read_document
from inspection.keypoints.settling import settle
from inspection.keypoints.summary import summarise
from inspection.keypoints.writing import render
from inspection.plan import Plan
from inspection.plan_file import load_plan, read_plan
from spiders.reading.dates import SHANGHAI
from xunjian.failure import fail, why

NOTHING = 1  # read, and no key points in it


def import_file(file: Path, plan: Path | None, year: int | None, output: Path | None) -> None:
    """Reads the file and writes the proposal. Ends with 1 where it holds no key points, with 2 where it is not read."""
    if output is not None and output.exists():
        fail(f"{output} 已经存在，不覆盖；请换一个文件名")
    existing = _existing(plan)
    document = read_document(_text(file), year)
    if not document.items:
        noted = "；".join(document.notes) or "没有认出条目"
        fail(f"{file}：{noted}。请确认给的是年度政务公开工作要点（或任务分解表）", NOTHING)
    asked = year or document.year or datetime.now(SHANGHAI).year
    proposal, written = propose_plan(document, asked, existing)
    told = "\n".join(summarise(document, proposal, written, asked)) + "\n"
    if output is None:
        sys.stdout.write(written)
        sys.stderr.write(told)
        return
    try:
        with output.open("x", encoding="utf-8") as target:
            target.write(written)
    except OSError as error:
        fail(f"写不了 {output}：{why(error)}")
    sys.stdout.write(f"{told}已写入 {output}；补全后请运行 xunjian plan check {output}\n")


def propose_plan(document: Document, year: int, existing: tuple[Plan, str] | None) -> tuple[Proposal, str]:
    """The proposal and the whole plan in YAML, which is a sound one."""
    plan, text = existing or (None, "")
    proposal = settle(propose(document, year), plan, text)
    try:
        written = merge(text, proposal) if plan is not None else render(document, proposal, year)
    except PlanError as error:
        fail("\n".join(error.lines()))
    try:
        load_plan(written)
    except PlanError as error:
        fail("\n".join(["拟出的方案没有通过校验，请把要点文件和下面的提示发给维护人员：", *error.lines()]))
    return proposal, written


def _existing(plan: Path | None) -> tuple[Plan, str] | None:
    if plan is None:
        return None
    try:
        data = read_plan(plan)
        return load_plan(plan), data.decode("utf-8-sig")
    except PlanError as error:
        fail("\n".join(error.lines()))


def _text(file: Path) -> str:
    from spiders.files.documents import MAX_BYTES, DocumentError, document_text

    try:
        with file.open("rb") as source:
            body = source.read(MAX_BYTES + 1)
    except OSError as error:
        fail(f"无法读取文件 {file}：{why(error)}")
    try:
        if kind_of(body[:HEAD]) == "text":
            return document_text(body, file.name)
        return asyncio.run(_document(body, file.name))
    except DocumentError as error:
        fail(f"{file} {error}")


async def _document(body: bytes, name: str) -> str:
    """Read in a child with bounds: whoever drew up the file, its content costs the child alone."""
    from schedulers.file_reading import FileReading

    async with FileReading() as reading:
        return await reading.document(body, name)
