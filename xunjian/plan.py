"""`xunjian plan check|new|import-keypoints|schema|reference`: the plan that an office edits."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from inspection.due import parse_date
from inspection.errors import FetchError, PlanError
from inspection.plan_file import load_plan
from inspection.reasons import explain
from spiders.fetch import fetch_page
from spiders.policy import FetchPolicy
from spiders.reading.charset import decode
from xunjian.failure import fail, why
from xunjian.read import MAX_SAVED_BYTES

app = typer.Typer(no_args_is_help=True)

# (final address, body, content type)
FetchPage = Callable[[str, FetchPolicy], Awaitable[tuple[str, bytes, str]]]


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="巡检方案（YAML 文件）")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="按哪一天推算应发稿件，如 2025-03-25；默认今天")
    ] = None,
) -> None:
    """校验方案：有错一次全部列出，退出码 2；无错则概括其内容。"""
    try:
        plan = load_plan(file)
        day = _day(as_of) if as_of else datetime.now(plan.zone).date()
    except PlanError as error:
        fail("\n".join([*error.lines(), f"共 {len(error.mistakes) + error.more} 处错误"]))
    except ValueError as error:
        fail(str(error))
    from inspection.plan_summary import summarise
    from schedulers.lexicons import lexicons_of

    if wrong := [one.problem for one in lexicons_of(plan, file.parent) if one.problem]:
        fail("\n".join([*wrong, f"方案本身无误，{len(wrong)} 个词表有错"]))
    if plan.scorecard is not None:
        from xunjian.scorecard import standard_named

        try:
            standard_named(plan, file.parent)
        except PlanError as error:
            fail("\n".join([*error.lines(), "方案本身无误，评分标准有错"]))
    sys.stdout.write("\n".join([f"方案无误：{file}", *summarise(plan, day)]) + "\n")


@app.command("new")
def new(
    target: Annotated[str, typer.Argument(metavar="URL", help="网站首页的网址，或已保存的首页文件（加 --url）")],
    url: Annotated[str | None, typer.Option("--url", help="已保存文件原来的网址")] = None,
    allow_private_hosts: Annotated[
        bool, typer.Option("--allow-private-hosts", help="首页的域名指向内网时，允许访问")
    ] = False,
) -> None:
    """看一眼首页，按导航拟一份方案初稿，打印到屏幕。"""
    try:
        sys.stdout.write(draft(target, url, fetch_page, allow_private_hosts=allow_private_hosts))
    except FetchError as error:
        said = explain(error.reason, error.detail)
        fail(f"首页打不开（{said}）：{target}；请检查网址和网络，或用浏览器保存首页后加 --url 使用")
    except ValueError as error:
        fail(f"不能生成方案：{error}")
    except OSError as error:
        fail(f"不能生成方案，无法读取文件 {target}：{why(error)}")


@app.command("import-keypoints")
def import_keypoints(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要点文件：docx、pdf、txt，也可 doc、ofd、md")],
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help="并入哪份现有方案：沿用其单位和栏目，已有的不重复")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=2000, max=2099, help="按哪一年拟期限；默认取文件中的年份"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="OUTPUT", help="写到哪个文件（不覆盖）；不写则打印到屏幕")
    ] = None,
) -> None:
    """读年度政务公开工作要点，拟出职责、责任单位、应发稿件和期限，供人补全；没有认出条目时退出码 1。"""
    from xunjian.plan_keypoints import import_file  # what every command need not import

    import_file(file, plan, year, output)


@app.command("schema")
def schema() -> None:
    """导出方案的 JSON Schema，供编辑器提示和校验。"""
    from inspection.plan_schema import plan_schema

    sys.stdout.write(json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n")


@app.command("reference")
def reference() -> None:
    """导出方案说明（Markdown）：每个键的默认值和含义。"""
    from inspection.plan_reference import render_reference

    sys.stdout.write(render_reference())


def draft(target: str, url: str | None, fetch: FetchPage, *, allow_private_hosts: bool = False) -> str:
    """The first plan for a home page: fetched, or read from a saved file whose address is `url`.

    Whoever names a loopback or private address on the command line means it. Raises FetchError, ValueError, OSError.
    """
    from spiders.first_plan import is_private, propose_plan  # what every command need not import

    if url is not None:
        with Path(target).open("rb") as file:
            final, body, content_type = url, file.read(MAX_SAVED_BYTES), ""
    else:
        if not target.lower().startswith(("http://", "https://")):
            raise ValueError(f"“{target}”不是网址，请写 http:// 或 https:// 开头的首页地址；已保存的文件请加 --url")
        policy = FetchPolicy(allow_private_hosts=allow_private_hosts or is_private(target))
        final, body, content_type = asyncio.run(_fetched(fetch, target, policy))
    text, _ = decode(body, content_type)
    return propose_plan(text, final)


async def _fetched(fetch: FetchPage, url: str, policy: FetchPolicy) -> tuple[str, bytes, str]:
    return await fetch(url, policy)


def _day(text: str) -> date:
    return parse_date(text.split("T")[0])
