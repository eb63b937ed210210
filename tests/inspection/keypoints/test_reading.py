"""What is read from key-points documents of every make."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.keypoints.nouns import Ask, Document
from inspection.keypoints.reading import read_document
from inspection.keypoints.timing import timings_in
from tests.inspection.keypoints.documents import STYLES, Made, as_text, make
from tests.inspection.keypoints.phrases import OPEN, SEALED
from tests.inspection.keypoints.phrases_later import LATER

BANKS = {"open": OPEN, "sealed": SEALED, "later": LATER}
ITEM = "1.做好信息公开。{bracket}"
HEAD = "临江市民政局2025年政务公开工作要点\n"
REAL = Path(__file__).resolve().parents[4] / "shared" / "domain" / "key-points-2024.md"


def bare(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text)


def read(text: str) -> Document:
    return read_document(HEAD + text)


def found_in(made: Made, document: Document) -> dict[str, tuple[int, int]]:
    """(found, asked) of items, units, titles with what is asked of them, and days."""
    got = {item.number: item for item in document.items}
    tally = {what: [0, 0] for what in ("items", "units", "titles", "days")}

    def count(what: str, hit: bool) -> None:
        tally[what][0] += hit
        tally[what][1] += 1

    for true in made.items:
        item = got.get(true.number)
        count("items", item is not None)
        units = {bare(unit) for unit in item.units.all} if item else set()
        for unit in (*true.lead, *true.joint):
            count("units", bare(unit) in units)
        titles = {bare(title.text): title for title in item.titles} if item else {}
        for text in true.publish:
            count("titles", bare(text) in titles and titles[bare(text)].published)
        for text in true.interpret:
            count("titles", bare(text) in titles and Ask.INTERPRET in titles[bare(text)].asks)
        for text in true.cited:
            count("titles", bare(text) in titles and not titles[bare(text)].published)
        if true.due:
            said = timings_in(re.sub("《[^》]*》", "", item.text), made.year) if item else []
            count("days", true.due in {f"{one.rule}:{one.value}" for one in said})
    return {what: (hit, asked) for what, (hit, asked) in tally.items()}


@pytest.mark.parametrize("bank", BANKS)
def test_of_documents_of_every_make_nearly_everything_is_found(bank: str) -> None:
    seeds = range(40)
    made = [make(BANKS[bank], seed) for seed in seeds]
    tallies = [found_in(one, read_document(as_text(one, seed))) for one, seed in zip(made, seeds, strict=True)]

    for what in ("items", "units", "titles", "days"):
        hit, asked = (sum(tally[what][at] for tally in tallies) for at in (0, 1))
        assert hit >= 0.97 * asked, what


@pytest.mark.parametrize(("bank", "style"), list(product(BANKS, STYLES)))
def test_no_item_is_invented(bank: str, style: str) -> None:
    made = make(BANKS[bank], 11, style)

    document = read_document(as_text(made, 11))

    assert {item.number for item in document.items} == {item.number for item in made.items}


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the bureau's own document is not beside the checkout")
def test_the_bureaus_own_document_is_read_whole() -> None:
    document = read_document(REAL.read_text(encoding="utf-8"))

    assert [item.number for item in document.items] == [str(number) for number in range(1, 26)]
    assert (document.year, document.number, document.issuer) == (2024, "沪民便函〔2024〕73号", "上海市民政局")
    assert all(item.units for item in document.items)
    assert len(document.units) == 21
    assert not document.aside
    assert sum(title.published for item in document.items for title in item.titles) == 6


@pytest.mark.parametrize(
    ("bracket", "lead", "joint"),
    [
        ("（责任单位：办公室、法规处）", ["办公室", "法规处"], []),
        ("(责任单位:办公室,法规处)", ["办公室", "法规处"], []),
        ("（责任单位：办公室 法规处)", ["办公室", "法规处"], []),
        ("（办公室牵头，法规处、各处室配合）", ["办公室"], ["法规处", "各处室"]),
        ("〔规范性文件由法规司牵头，各有关司（局）配合；清单由办公厅负责〕", ["法规司", "办公厅"], ["各有关司（局）"]),
        ("（办公室会同法规处落实）", ["办公室"], ["法规处"]),
        ("（养老服务司负责）", ["养老服务司"], []),
        ("（市政府办公厅、市教委、各区政府）", ["市政府办公厅", "市教委", "各区政府"], []),
        ("（牵头处室：办公室；配合处室：法规处及人事处）", ["办公室"], ["法规处", "人事处"]),
        ("（责任单位：机关党委（人事处）、社会组织管理局）", ["机关党委（人事处）", "社会组织管理局"], []),
        ("\n责任单位：办公室；完成时限：6月底前", ["办公室"], []),
        ("（责任领导：某某；责任处室：办公室）", ["办公室"], []),
        ("（以下简称“要点”）", [], []),
        ("（办公室）", ["办公室"], []),
        ("（办公室、各处室）", ["办公室", "各处室"], []),
        ("（试行）", [], []),
    ],
)
def test_units_are_read_from_brackets_of_every_make(bracket: str, lead: list[str], joint: list[str]) -> None:
    units = read(ITEM.format(bracket=bracket)).items[0].units

    assert (list(units.lead), list(units.joint)) == (lead, joint)


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("做好《养老办法》的重新发布和解读宣传", {Ask.REISSUE, Ask.INTERPRET, Ask.PROMOTE}),
        ("及时发布《养老办法》，并做好解读", {Ask.PUBLISH, Ask.INTERPRET}),
        ("出台《养老办法》并于发布后3个工作日内解读", {Ask.PUBLISH, Ask.INTERPRET}),
        ("公布《养老办法》，解读《助餐意见》", {Ask.PUBLISH}),
        ("修订出台《养老办法》", {Ask.REVISE, Ask.PUBLISH}),
        ("抓好《养老办法》《助餐意见》等一系列文件的培训和政策解读", {Ask.TRAIN, Ask.INTERPRET}),
        ("围绕《养老办法》开展解读", {Ask.INTERPRET}),
        ("宣传普及新修订的《养老办法》", {Ask.PROMOTE}),
        ("贯彻落实《养老办法》，公开养老信息", {Ask.FOLLOW}),
        ("根据《养老办法》规定公开信息", {Ask.FOLLOW}),
        ("推动《养老办法》落地见效", {Ask.FOLLOW}),
        ("推动《养老办法》尽快出台", {Ask.PUBLISH}),
    ],
)
def test_what_is_asked_of_a_document_is_told_from_its_verbs(sentence: str, asked: set[Ask]) -> None:
    assert set(read(f"1.{sentence}。政务公开。").items[0].titles[0].asks) == asked


def test_a_law_is_never_the_offices_to_publish() -> None:
    titles = read("1.公开发布《中华人民共和国慈善法》，做好《政府信息公开条例》解读。").items[0].titles

    assert not any(title.published for title in titles)


def test_a_name_within_a_name_belongs_to_it() -> None:
    titles = read("1.印发《关于印发〈公墓“清明”管理办法〉的通知》（2025年版）公开。").items[0].titles

    assert titles[0].text.startswith("关于印发〈公墓“清明”管理办法〉的通知")


def test_numbers_that_are_missing_or_twice_there_are_told() -> None:
    document = read("1.公开甲事。\n2.公开乙事。\n2.公开丙事。\n5.公开丁事。")

    assert [item.number for item in document.items] == ["1", "2", "2-2", "5"]
    assert any("缺 3、4" in note for note in document.notes)
    assert any("重复" in note for note in document.items[2].notes)


def test_numbers_in_running_text_are_no_items() -> None:
    document = read("1.公开2025年\n12.5万人的补贴情况，共\n3个方面。（责任单位：办公室）\n2.公开指南。")

    assert [item.number for item in document.items] == ["1", "2"]


def test_units_behind_the_last_of_a_groups_parts_answer_for_the_group() -> None:
    groups = (
        "（一）做好公开\n1.公开甲事。\n2.公开乙事。（责任单位：办公室）",
        "（二）做好解读\n1.解读甲事。\n2.解读乙事。（责任单位：法规处）",
    )

    assert [item.units.lead for item in read("\n".join(["一、公开", *groups])).items] == [("办公室",), ("法规处",)]


def test_what_stands_outside_the_items_is_told() -> None:
    document = read(
        "一、总体要求\n坚持公开为常态。\n二、重点任务\n1.公开甲事。\n2.公开乙事。\n附件：任务表\n抄送：市政府办公室"
    )

    assert [item.number for item in document.items] == ["1", "2"]
    assert len(document.aside) == 3


@pytest.mark.parametrize("text", ["", "\n\n", "关于开会的通知\n一、时间\n明天。\n二、地点\n三楼。", "1.\n2.\n"])
def test_what_is_no_key_points_document_has_no_items_and_says_so(text: str) -> None:
    document = read_document(text)

    assert (document.items, len(document.notes)) == ((), 1)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二（）()《》“”：、，。；1.2\n\t公开发布解读责任单位办公室月底前年 \x00\ud800", max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    read(text)


@pytest.mark.parametrize("unseen", ["\v", "\xad", "\u061c", "\uf0b7", "\U000e0041"])
def test_signs_that_nobody_sees_make_no_other_name(unseen: str) -> None:
    document = read(f"1.公开《养老{unseen}服务办法》。\n2.修订《养老服务办法》。")

    assert {title.text.replace(" ", "") for item in document.items for title in item.titles} == {"养老服务办法"}
