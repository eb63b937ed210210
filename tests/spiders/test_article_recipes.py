"""From one article that the browser showed, the way to ask for the others at their source."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from inspection.records import Reading
from spiders.article_recipes import ArticleRecipe, Asked, Exchanged, learn
from spiders.reading.reader import read_page

TEXT = "现将有关事项通知如下，请各区民政局认真贯彻执行，确保按时完成各项任务。" * 4
BODY = f'<p>{TEXT}</p><p><a href="/files/1.pdf">附件</a></p>'
TITLE = "关于印发《某某市社会救助办法》的通知"
names = st.one_of(st.integers(10, 10**9).map(str), st.uuids().map(str), st.uuids().map(lambda u: u.hex))
keys = st.sampled_from(["content", "data", "detail", "article", "body", "txt", "html", "result", "info"])
days = st.dates(date(2010, 1, 1), date(2030, 1, 1))


def wrapped(inner: object, path: list[str]) -> object:
    for key in reversed(path):
        inner = {"code": 0, key: inner, "list": [1, 2]}
    return inner


def answer(path: list[str], key: str, title: str, day: date, body: str) -> bytes:
    said = {"name": "信息中心", "biaoti": title, "publishTime": f"{day} 10:00:00", "views": 12, key: body}
    return json.dumps(wrapped(said, path), ensure_ascii=False).encode()


@given(names, names, st.lists(keys, max_size=3), keys, days, st.sampled_from(["query", "path", "json", "form"]))
def test_what_is_learnt_from_one_article_reads_another(
    one: str, other: str, path: list[str], key: str, day: date, way: str
) -> None:
    def asked(name: str) -> Asked:
        if way == "query":
            return Asked("GET", f"https://a.cn/api/detail?v=2&articleId={name}", None, "")
        if way == "path":
            return Asked("GET", f"https://a.cn/api/detail/{name}.json", None, "")
        sent = json.dumps({"articleId": name}) if way == "json" else f"articleId={name}&x=%20"
        return Asked("POST", "https://a.cn/api/detail", sent, "application/x")

    shown = Reading(f"https://a.cn/detail.html?id={one}", "article", "utf-8", TITLE, day, text=TEXT)
    exchange = Exchanged(asked(one), 200, "application/json", answer(path, key, TITLE, day, BODY))

    recipe = learn(
        shown.url, shown, [Exchanged(asked(one)._replace(url="https://a.cn/menu"), 200, "", b"{}"), exchange]
    )

    assert recipe is not None
    assert recipe == ArticleRecipe.of(json.loads(json.dumps(recipe.as_json())))
    assert recipe.asked(f"https://a.cn/detail.html?id={other}") == asked(other)
    page = recipe.page(answer(path, key, "另一篇公告", day, BODY.replace("民政局", "街道")), "application/json")
    assert page is not None
    read = read_page(page, shown.url, content_type="text/html; charset=utf-8", today=date(2030, 1, 2), kind="article")
    assert (read.title, str(read.published_at)[:10]) == ("另一篇公告", str(day))
    assert "各区街道认真贯彻执行" in read.text
    assert "https://a.cn/files/1.pdf" in {link.url for link in read.links}


def test_an_answer_without_the_article_makes_no_page() -> None:
    recipe = ArticleRecipe("GET", "https://a.cn/{0}", None, "", ("data", "content"), None, None)

    assert recipe.page(b'{"code": 404, "data": null}', "application/json") is None
    assert recipe.page(b"<html>", "text/html") is None


def test_a_request_that_does_not_name_the_article_teaches_nothing() -> None:
    shown = Reading("https://a.cn/detail.html?id=5012", "article", "utf-8", TITLE, text=TEXT)
    body = json.dumps({"content": BODY}).encode()

    assert (
        learn(shown.url, shown, [Exchanged(Asked("GET", "https://a.cn/api/latest", None, ""), 200, "", body)]) is None
    )
