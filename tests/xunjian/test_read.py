"""`xunjian read`: one page, as a round reads it, as the contract's JSON or as lines for people."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_pages import CAPTCHA, Post, notice, of_2020
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


FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>某市民政</title>
<link>https://a.example/</link><item><title>清明祭扫提示</title>
<link>https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv</link><pubDate>Mon, 15 Apr 2024 01:30:15 GMT</pubDate></item>
</channel></rss>"""
ENTRY = {"title", "url", "published_at", "date_from", "author", "cover", "origin", "original_url", "counts", "pinned"}


def kept(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_feed_is_a_list_with_what_the_platform_tells_beside_it(tmp_path: Path) -> None:
    code, out, _ = run(kept(tmp_path, "feed.xml", FEED), "--url", "https://rss.example/x", "--format", "json")
    read = json.loads(out)
    entry = read["entries"][0]

    assert (code, read["kind"], read["account"], read["list_state"]) == (0, "list", "某市民政", "entries")
    assert (read["schema"], read["next"], read["next_page"], read["refusal"]) == ("xunjian/reading/1", None, None, None)
    assert (entry["title"], entry["url"]) == ("清明祭扫提示", "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv")
    assert (entry["published_at"], entry["date_from"]) == ("2024-04-15T09:30:15+08:00", "feed")
    assert entry.keys() >= ENTRY | {"text", "platform_id", "document_number", "related"}
    assert entry["counts"] == {"reads": None, "likes": None, "comments": None, "reposts": None}


def test_a_lists_document_has_every_key_of_a_portals_list(tmp_path: Path) -> None:
    rows = "".join(
        f'<li><a href="/n/{n}.html">关于某事项的通知之{n}</a><span>2024-04-1{n}</span></li>' for n in range(8)
    )
    portal = json.loads(run(saved(tmp_path, f"<ul>{rows}</ul>"), "--url", URL, "--as", "list", "--format", "json")[1])
    feed = json.loads(run(kept(tmp_path, "feed.xml", FEED), "--url", URL, "--format", "json")[1])

    assert portal.keys() <= feed.keys()
    assert portal["entries"][0].keys() <= feed["entries"][0].keys()


def test_the_text_of_a_feed_is_told_in_words(tmp_path: Path) -> None:
    _, out, _ = run(kept(tmp_path, "feed.xml", FEED), "--url", "https://rss.example/x")

    assert "类型　　订阅源，1 条" in out
    assert "账号　　某市民政" in out
    assert "2024-04-15 09:30:15　清明祭扫提示" in out


def test_a_refusal_says_what_it_means_and_how_it_is_mended(tmp_path: Path) -> None:
    answer = kept(tmp_path, "answer.json", '{"errcode": 48001, "errmsg": "api unauthorized"}')
    read = json.loads(run(answer, "--url", "https://api.weixin.qq.com/x", "--format", "json")[1])
    _, out, _ = run(answer, "--url", "https://api.weixin.qq.com/x")

    assert (read["list_state"], read["entries"], read["refusal"]["reason"]) == ("blocked", [], "not-verified")
    assert read["refusal"]["said"] in out
    assert read["refusal"]["mend"] in out


def test_relative_times_count_from_the_moment_given(tmp_path: Path) -> None:
    post = {
        "id": "4900000000000001",
        "text": "今日提示",
        "created_at": "5分钟前",
        "user": {"id": 1, "screen_name": "某"},
    }
    answer = kept(tmp_path, "post.json", json.dumps({"ok": 1, "data": post}))
    options = ("--url", "https://m.weibo.cn/x", "--format", "json", "--as-of", "2024-04-15T09:30:00+08:00")

    assert json.loads(run(answer, *options)[1])["entries"][0]["published_at"] == "2024-04-15T09:25:00+08:00"


def test_a_moment_that_is_none_ends_with_status_two(tmp_path: Path) -> None:
    code, _, err = run(saved(tmp_path), "--url", URL, "--as-of", "不久前")
    assert (code, "不是日期或时间" in err) == (2, True)


def test_an_export_file_is_known_by_its_name_and_needs_no_address(tmp_path: Path) -> None:
    table = "内容标题,发表时间,总阅读人数\n清明祭扫提示,2024-04-15,120\n"
    code, out, err = run(kept(tmp_path, "图文分析.csv", table), "--format", "json")
    entry = json.loads(out)["entries"][0]

    assert (code, err) == (0, "")
    assert (entry["title"], entry["published_at"], entry["counts"]["reads"]) == ("清明祭扫提示", "2024-04-15", 120)


def test_a_wechat_article_tells_who_wrote_it_and_where_it_is_from(tmp_path: Path) -> None:
    at = datetime(2024, 4, 15, 9, 30, 15, tzinfo=SHANGHAI)
    page = of_2020(Post(at=at, author="宣传处", stat=1, source_url="https://mzj.example.gov.cn/a.html"))
    address = "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"
    read = json.loads(run(kept(tmp_path, "a.html", page), "--url", address, "--format", "json")[1])
    _, out, _ = run(kept(tmp_path, "a.html", page), "--url", address)

    assert (read["kind"], read["source"], read["author"], read["origin"]) == (
        "article",
        "某市民政",
        "宣传处",
        "original",
    )
    assert (read["original_url"], read["platform_id"]) == ("https://mzj.example.gov.cn/a.html", "2650000001_1")
    assert "原创　　原创" in out
    assert "作者　　宣传处" in out


def test_a_withdrawn_article_is_gone_and_a_captcha_is_a_refusal(tmp_path: Path) -> None:
    address = "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"
    gone = json.loads(
        run(kept(tmp_path, "g.html", notice("该内容已被发布者删除")), "--url", address, "--format", "json")[1]
    )
    wall = json.loads(run(kept(tmp_path, "c.html", CAPTCHA), "--url", address, "--format", "json")[1])

    assert (gone["gone"], gone["unavailable"], gone["refusal"]) == ("deleted-by-author", "该内容已被发布者删除", None)
    assert (wall["gone"], wall["refusal"]["reason"]) == (None, "captcha")
