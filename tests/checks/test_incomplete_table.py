"""incomplete-table, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from checks.incomplete_table import IncompleteTable
from inspection.contents import TableFacts
from inspection.files import FileFacts
from inspection.visits import View, Visit, to_facts
from tests.checks.contents import table, told_contents
from tests.checks.rounds import Said, address, article, observed, reading, said

RULE: dict[str, Any] = {"name": "慈善超市名录", "any_of": ["慈善超市"], "headings": ["名称|店名", "地址|所在地"]}
ARTICLE = article("慈善超市名录", date(2025, 1, 12), url="/a/1.html")
FULL = {"表头": ["序号", "超市名称", "详细地址"], "行": [["1", "甲超市", "某路1号"], ["2", "乙超市", "某路2号"]]}
BLANK = {"表头": ["名称", "地址"], "行": [["甲超市", "某路1号"], ["乙超市", ""]]}


def judged(page: dict[str, Any] | None, *files: Visit, more: dict[str, Any] | None = None, **rule: Any) -> Said:
    pages = {**({"/a/1.html": page} if page is not None else {}), **(more or {})}
    round_ = observed(reading("慈善事业", ARTICLE), plan={"tables": [{**RULE, **rule}]})
    return said(IncompleteTable(), replace(round_, contents=told_contents(pages), visits=files))


def file(path: str, *tables: TableFacts, unread: str | None = None) -> Visit:
    facts = to_facts(FileFacts(kind="xlsx", tables=tables, unread=unread, linked_from=address("/a/1.html")))
    return Visit(address(path), View.FILE, datetime(2025, 3, 25, tzinfo=UTC), "r1", facts=facts)


def attached(*paths: str, tables: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"标题": "慈善超市名录", "表格": list(tables), "附件": [{"地址": path, "文字": "名录"} for path in paths]}


def test_a_full_list_is_sound() -> None:
    heard = judged({"表格": [FULL]})

    assert (heard.faults, heard.untold) == ([], [])


def test_blanks_are_counted_by_heading_and_shown_by_row() -> None:
    (fault,) = judged({"表格": [BLANK]}).faults

    assert fault.title == "“慈善超市名录”“地址”有 1 行没有填写（共 2 行）"
    assert fault.evidence["blank_examples"] == ["“慈善超市名录”第 2 行“乙超市”：地址"]


def test_a_column_that_is_not_there_is_lacking() -> None:
    (fault,) = judged({"表格": [{"表头": ["名称", "电话"], "行": [["甲超市", "1"]]}]}).faults

    assert fault.evidence["lacking_headings"] == ["地址"]


def test_a_blank_cell_of_a_column_that_is_not_asked_for_is_none_of_its_business() -> None:
    assert judged({"表格": [{"表头": ["名称", "地址", "传真"], "行": [["甲", "某路", ""]]}]}).faults == []


def test_another_table_on_the_page_is_not_the_list() -> None:
    other = {"表头": ["项目", "金额"], "行": [["房租", ""]]}

    assert judged({"表格": [other, FULL]}).faults == []


def test_a_summary_with_one_of_the_columns_is_not_the_list_where_a_list_is_attached() -> None:
    summary = {"表头": ["区", "名称", "数量"], "行": [["徐汇", "慈善超市", "3"]]}

    assert judged(attached("/f/1.xlsx", tables=(summary,)), file("/f/1.xlsx", table(FULL))).faults == []


def test_a_district_whose_table_lacks_a_column_is_told_from_another_table() -> None:
    other = {"表头": ["序号", "超市名称", "电话"], "行": [["1", "丙超市", "1"]]}

    (fault,) = judged({"表格": [FULL, other]}).faults

    assert fault.evidence["lacking_headings"] == ["地址"]


def test_tables_in_attached_files_count() -> None:
    (fault,) = judged(attached("/f/1.xlsx"), file("/f/1.xlsx", table(BLANK))).faults

    assert fault.evidence["files"] == [address("/f/1.xlsx")]


@pytest.mark.parametrize("files", [(), (file("/f/1.xlsx", unread="scanned"),)])
def test_a_file_that_was_not_read_leaves_it_undecided(files: tuple[Visit, ...]) -> None:
    heard = judged(attached("/f/1.xlsx"), *files)

    assert (heard.faults, heard.reasons) == ([], [("慈善超市名录", "files-not-read")])


def test_too_few_rows_are_a_fault_unless_more_may_be_unread() -> None:
    assert judged({"表格": [FULL]}, at_least=3).faults[0].title == "“慈善超市名录”只有 2 行（应不少于 3 行）（共 2 行）"
    whole = judged({"表格": [FULL]}, more={"/a/2.html": {}}, at_least=2)
    assert whole.faults == []


def test_pages_of_one_list_are_taken_together() -> None:
    pages = {"/ml/": {"类型": "列表", "表格": [FULL]}, "/ml/index_2.html": {"类型": "列表", "表格": [BLANK]}}

    (fault,) = judged(None, more=pages, any_of=[], url="/ml/").faults

    assert (fault.evidence["rows"], fault.found_on) == (4, (address("/ml/index_2.html"),))


def test_what_could_not_be_seen_is_undecided() -> None:
    assert judged(None).reasons == [("慈善超市名录", "page-not-read")]
    assert judged({"表格": []}).reasons == [("慈善超市名录", "table-not-found")]
    assert judged({"表格": [FULL]}, any_of=["养老院"]).reasons == [("慈善超市名录", "table-not-found")]
    assert judged(None, any_of=[], url="/ml/").reasons == [("慈善超市名录", "page-not-read")]


def test_old_lists_are_left_alone_where_there_is_one_of_this_year() -> None:
    old = article("2019年慈善超市名录", date(2019, 1, 12), url="/a/old.html")
    round_ = observed(reading("慈善事业", ARTICLE, old), plan={"tables": [RULE]})
    contents = told_contents({"/a/1.html": {"表格": [FULL]}, "/a/old.html": {"表格": [BLANK]}})

    assert said(IncompleteTable(), replace(round_, contents=contents)).faults == []


def test_a_post_of_an_account_is_no_place_of_a_list() -> None:
    post = replace(article("走进慈善超市", date(2025, 3, 12)), url="https://mp.weixin.qq.com/s/1", channel="某市民政")
    account = {"name": "某市民政", "platform": "wechat"}
    round_ = observed(reading("慈善事业", ARTICLE), plan={"tables": [RULE], "accounts": [account]})
    posts = {"某市民政": replace(reading("慈善事业", post), articles=(post,))}
    contents = told_contents({"/a/1.html": {"表格": [FULL]}})

    assert said(IncompleteTable(), replace(round_, columns={**round_.columns, **posts}, contents=contents)).untold == []
