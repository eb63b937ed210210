"""What is kept of a file: its title, years and tables; and no number of a person."""

from __future__ import annotations

from random import Random

from inspection.visits import to_facts
from spiders.files.facts import facts_of_file
from tests.spiders.contents.personal_cases import card, id_number, mobile
from tests.spiders.files.making import docx_of, xlsx_of


def test_the_first_line_is_the_title_and_its_years_are_known() -> None:
    facts = facts_of_file(docx_of(["某某局2023年度部门决算", "一、概况"]), "附件1.docx")

    assert (facts.title, facts.years) == ("某某局2023年度部门决算", (2023,))


def test_a_years_name_counts_too() -> None:
    assert facts_of_file(docx_of(["收支总表"]), "2024年度决算.docx").years == (2024,)


def test_tables_are_told_with_what_is_blank() -> None:
    rows = [["名称", "地址"], ["某某慈善超市", "某路1号"], ["某某慈善超市二店", ""]]
    (table,) = facts_of_file(xlsx_of("慈善超市名录", rows), "a.xlsx").tables

    assert (table.headings, table.rows, table.filled) == (("名称", "地址"), 2, (2, 1))


def test_nothing_that_is_kept_holds_a_number_of_a_person() -> None:
    rng = Random(3)
    rows = [[f"{n}", "张三", id_number(rng), mobile(rng), card(rng)[:-1] + "0"] for n in range(9)]
    facts = facts_of_file(xlsx_of("补贴名单", [["序号", "姓名", "身份证号", "电话", "银行卡号"], *rows]), "a.xlsx")
    from inspection.contents import PageContent

    kept = str(to_facts(facts)) + PageContent(packed=facts.packed).text

    assert len(facts.personal) == 27
    assert not any(number in kept for row in rows for number in row[2:])
