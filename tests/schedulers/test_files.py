"""Files in a round: whose turn it is, what is recorded, and what the checks say of it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from aiohttp import web

from inspection.files import FileFacts, file_facts
from inspection.plan_file import load_plan
from inspection.visits import View, Visit
from schedulers.files import holds
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.spiders.contents.personal_cases import id_number, mobile
from tests.spiders.files.making import docx_of, drawing_itself, pdf_of, xlsx_of
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 5s, browser: never}}
functions: {{downloads: 0}}
privacy: {{files: {most}}}
columns: [{{name: 财政信息, url: /cz/, kind: 其他}}]
expectations:
  - {{name: 部门决算, due: {{yearly: 08-31}}, all_of: [部门决算], attachments: required}}
"""
AS_OF = datetime(2025, 9, 10, 2, tzinfo=UTC)
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_RANDOM = Random(8)
LEAK = [
    ["序号", "姓名", "身份证号", "联系电话"],
    *[[str(n), "张三", id_number(_RANDOM), mobile(_RANDOM)] for n in range(9)],
]
ARTICLE = (
    "<title>{title}</title><meta name=ArticleTitle content='{title}'><div id=zoom><h1>{title}</h1>"
    "<p>发布日期：{day}</p><p>根据有关规定，现将有关情况予以公布，请社会各界监督。如有意见，请书面反映。</p>{links}</div>"
)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        site.page("/", "<title>甲市民政局</title><a href='/cz/'>财政信息</a><a href='/f/minglu.docx'>机构名录</a>")
        rows = "<li><a href='/cz/js.html'>甲市民政局2024年度部门决算</a><span>2025-08-20</span></li>"
        site.page(
            "/cz/",
            f"<title>财政信息</title><ul>{rows}<li><a href='/cz/gs.html'>名单公示</a><span>2025-07-01</span></li></ul>",
        )
        attached = "<p>附件：<a href='/f/js.pdf'>{}</a></p>"
        site.page(
            "/cz/js.html",
            ARTICLE.format(
                title="甲市民政局2024年度部门决算", day="2025-08-20", links=attached.format("2022年度部门决算.pdf")
            ),
        )
        site.page(
            "/cz/gs.html",
            ARTICLE.format(title="名单公示", day="2025-07-01", links="<a href='/f/mingdan.xlsx'>附件：名单.xlsx</a>"),
        )
        served(site, "/f/js.pdf", pdf_of([[["甲市民政局2022年度部门决算"], ["一、收支总表"]]]))
        served(site, "/f/mingdan.xlsx", xlsx_of("低保名单", LEAK))
        served(site, "/f/minglu.docx", docx_of(["养老机构名录", "联系人：王某 13800000000"]))
        yield site


several_rounds = pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="several rounds: XUNJIAN_SLOW=1")


def served(site: Site, path: str, body: bytes) -> None:
    """A file with a mark of its version, which is not sent twice to who knows it."""
    mark = f'"{sha256(body).hexdigest()}"'

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == mark:
            return web.Response(status=304)
        return web.Response(body=body, content_type="application/octet-stream", headers={"ETag": mark})

    site.answers[path] = answer


async def run(
    site: Site, folder: Path, most: int = 60, kind: str = "full", as_of: datetime = AS_OF
) -> tuple[Outcome, dict[str, Visit]]:
    text = PLAN.format(base=site.base, most=most)
    url = f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        outcome = await run_round(Order(load_plan(text), text, kind, as_of), store, url)
        seen = store.visits("甲市民政局", EARLIEST, LATEST, [View.FILE])
    return outcome, {visit.url.rpartition("/")[2]: visit for visit in seen}


def found(outcome: Outcome, check: str) -> list[str]:
    return [one.subject.rpartition("/")[2] for one in outcome.findings if one.check == check]


@pytest.mark.parametrize("unread", ["timeout", "reader-broke"])
@pytest.mark.parametrize(("days", "held"), [(0, True), (6, True), (7, False)])
def test_what_was_dear_to_read_is_tried_again_after_a_week(unread: str, days: int, held: bool) -> None:
    known = FileFacts("pdf", 1, "d", unread, read_at=AS_OF)

    assert holds(known, AS_OF + timedelta(days=days)) is held


def test_another_program_reads_at_once_what_was_dear_to_read() -> None:
    assert not holds(FileFacts("pdf", 1, "d", "timeout", made_by="file-0", read_at=AS_OF), AS_OF)


@several_rounds
async def test_a_file_that_breaks_its_reader_is_read_once_a_week(site: Site, tmp_path: Path) -> None:
    served(site, "/f/js.pdf", drawing_itself())
    _, first = await run(site, tmp_path)
    _, next_day = await run(site, tmp_path, as_of=AS_OF + timedelta(days=1))
    _, next_week = await run(site, tmp_path, as_of=AS_OF + timedelta(days=8))

    told = [file_facts(seen["js.pdf"]) for seen in (first, next_day, next_week)]
    assert [one.unread for one in told] == ["reader-broke"] * 3
    assert [one.read_at == told[0].read_at for one in told] == [True, True, False]


async def test_a_round_finds_files_that_give_people_away_and_attachments_of_another_year(
    site: Site, tmp_path: Path
) -> None:
    outcome, seen = await run(site, tmp_path)

    assert found(outcome, "personal-data") == ["mingdan.xlsx"]
    finding = next(one for one in outcome.findings if one.check == "personal-data")
    assert finding.title.startswith("附件“名单.xlsx”公开了 9 个身份证号、9 个手机号（如 ")
    assert finding.found_on == (f"{site.base}/cz/gs.html",)
    assert found(outcome, "faulty-attachment") == ["部门决算"]
    assert not any(cell in str(finding) + str(seen) for row in LEAK[1:] for cell in row[2:])


@several_rounds
async def test_attachments_that_must_be_there_come_first(site: Site, tmp_path: Path) -> None:
    _, seen = await run(site, tmp_path, most=1)

    assert list(seen) == ["js.pdf"]


@several_rounds
async def test_files_have_their_turns_and_a_leak_is_not_forgotten(site: Site, tmp_path: Path) -> None:
    first, _ = await run(site, tmp_path, most=3)
    second, seen = await run(site, tmp_path, most=1)

    assert found(first, "personal-data") == found(second, "personal-data") == ["mingdan.xlsx"]
    assert len({visit.round for visit in seen.values()}) == 2


@several_rounds
async def test_a_file_to_which_nothing_leads_any_more_is_told_of_while_it_opens(site: Site, tmp_path: Path) -> None:
    await run(site, tmp_path)
    site.page("/cz/gs.html", ARTICLE.format(title="名单公示", day="2025-07-01", links=""))
    outcome, _ = await run(site, tmp_path, most=1)
    del site.answers["/f/mingdan.xlsx"]
    after, _ = await run(site, tmp_path)

    assert found(outcome, "personal-data") == ["mingdan.xlsx"]
    assert found(after, "personal-data") == []


@several_rounds
async def test_what_is_unchanged_is_not_read_again(site: Site, tmp_path: Path) -> None:
    _, before = await run(site, tmp_path)
    _, after = await run(site, tmp_path)

    assert after["mingdan.xlsx"].round != before["mingdan.xlsx"].round
    assert file_facts(after["mingdan.xlsx"]) == file_facts(before["mingdan.xlsx"])


@several_rounds
async def test_a_file_that_cannot_be_had_for_once_keeps_what_it_said(site: Site, tmp_path: Path) -> None:
    await run(site, tmp_path)

    async def late(request: web.Request) -> web.StreamResponse:
        return web.Response(status=200 if request.method == "HEAD" or "Range" in request.headers else 503)

    site.answers["/f/mingdan.xlsx"] = late
    outcome, seen = await run(site, tmp_path)

    assert file_facts(seen["mingdan.xlsx"]).personal
    assert found(outcome, "broken-link") or found(outcome, "personal-data") == ["mingdan.xlsx"]


@several_rounds
@pytest.mark.parametrize(("kind", "most"), [("watch", 60), ("full", 0)])
async def test_a_watch_round_and_a_plan_without_files_read_none(
    site: Site, tmp_path: Path, kind: str, most: int
) -> None:
    _, seen = await run(site, tmp_path, most=most, kind=kind)

    assert seen == {}
