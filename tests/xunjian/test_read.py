"""`xunjian read`: one page, as a round reads it, as the contract's JSON or as lines for people."""

from __future__ import annotations

import json
from pathlib import Path

from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from xunjian.__main__ import app

PAGE = """<html><head><meta charset="gb2312"><title>关于印发《管理办法》的通知_某某市民政局</title></head><body>
<h1>关于印发《管理办法》的通知</h1><p>来源：市民政局 发布时间：2024-04-15 10:00 文号：沪民规[2024]3号</p>
<div id="zoom"><p>各区民政局：现将有关事项通知如下，请认真贯彻执行，执行中的问题请及时反馈。</p>
<p>附件：<a href="a/1.doc">申请表</a></p></div></body></html>"""
URL = "https://mzj.example.gov.cn/zwgk/12.html"


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["read", *arguments])
    return result.exit_code, result.stdout, result.stderr


def saved(folder: Path, page: str = PAGE) -> str:
    path = folder / "page.html"
    path.write_bytes(page.encode("gb18030"))
    return str(path)


def test_the_json_of_a_saved_page_has_the_contracts_shape(tmp_path: Path) -> None:
    code, out, _ = run(saved(tmp_path), "--url", URL, "--format", "json")
    read = json.loads(out)
    assert (code, read.pop("text")[:6], read.pop("unavailable")) == (0, "各区民政局：", None)
    beside = ("author", "cover", "origin", "original_url", "platform_id", "gone", "refusal")
    assert [read.pop(key) for key in beside] == [None] * len(beside)
    assert (read.pop("pinned"), set(read.pop("counts").values())) == (False, {None})
    assert read.pop("body_links") == ["https://mzj.example.gov.cn/zwgk/a/1.doc"]
    assert read == {
        "schema": "xunjian/reading/1",
        "url": URL,
        "kind": "article",
        "charset": "gb18030",
        "title": "关于印发《管理办法》的通知",
        "published_at": "2024-04-15T10:00:00+08:00",
        "date_from": "label",
        "document_number": "沪民规〔2024〕3号",
        "source": "市民政局",
        "entries": [],
        "next_page": None,
        "related": [],
        "links": [{"url": "https://mzj.example.gov.cn/zwgk/a/1.doc", "text": "申请表", "element": "a"}],
        "attachments": [{"url": "https://mzj.example.gov.cn/zwgk/a/1.doc", "name": "申请表"}],
    }


def test_the_text_says_where_the_date_was_read(tmp_path: Path) -> None:
    code, out, _ = run(saved(tmp_path), "--url", URL)
    assert code == 0
    assert "发布　　2024-04-15 10:00:00（出自页面标注）" in out


def test_a_list_is_read_as_a_list_when_asked(tmp_path: Path) -> None:
    rows = "".join(
        f'<li><a href="/n/{n}.html">关于某事项的通知之{n}</a><span>2024-04-{n + 10}</span></li>' for n in range(8)
    )
    _, out, _ = run(saved(tmp_path, f"<ul>{rows}</ul>"), "--url", URL, "--as", "list", "--format", "json")
    assert [entry["published_at"] for entry in json.loads(out)["entries"]][:2] == ["2024-04-10", "2024-04-11"]


def test_an_address_is_fetched(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/12.html").respond_with_data(PAGE.encode("gb18030"), content_type="text/html")
    code, out, _ = run(httpserver.url_for("/12.html"), "--format", "json")
    assert (code, json.loads(out)["title"]) == (0, "关于印发《管理办法》的通知")


def test_a_saved_page_remembers_its_own_address(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html>\n<!-- saved from url=(0039){URL} -->\n{PAGE}"
    assert json.loads(run(saved(tmp_path, page), "--format", "json")[1])["url"] == URL


def test_a_page_without_an_address_is_read_with_a_warning(tmp_path: Path) -> None:
    code, _, err = run(saved(tmp_path))
    assert code == 0
    assert "没有给出 --url" in err


def test_a_missing_file_ends_with_status_two(tmp_path: Path) -> None:
    code, _, err = run(str(tmp_path / "none.html"))
    assert code == 2
    assert "没有这个文件" in err


def test_an_address_that_answers_404_ends_with_status_two(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/12.html").respond_with_data("", status=404)
    code, _, err = run(httpserver.url_for("/12.html"))
    assert code == 2
    assert "404" in err


def test_a_base_that_is_no_address_ends_with_status_two(tmp_path: Path) -> None:
    assert run(saved(tmp_path), "--url", "not an address")[0] == 2


def test_titles_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>通知\x1b]0;pwned\x07\x1b[31m</title><h1>通知\x1b[31m</h1><p>正文</p>", "utf-8")
    ended = CliRunner().invoke(app, ["read", str(page), "--url", "http://h.example/1.html"])

    assert "\x1b" not in ended.stdout
