"""Consultations of a portal: which titles ask, how long they last, what became of them, what explains the draft."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.check import Check
from checks.consultations import draft_names, is_consultation, is_feedback
from checks.missing_draft_interpretation import MissingDraftInterpretation
from checks.missing_feedback import MissingFeedback
from checks.short_consultation import ShortConsultation
from inspection.calendar import Workdays
from inspection.contents import Anchor, PageContent, pack
from inspection.findings import Severity
from inspection.observed import Observed
from inspection.records import Article
from tests.checks.consulting import KINDS, SUBJECTS, Notice, notice
from tests.checks.rounds import Said, address, article, observed, reading, said

COLUMN = "意见征集"
ASKS = (
    "关于公开征求《社区食堂管理办法（征求意见稿）》意见的公告",
    "关于《社区食堂管理办法（草案）》向社会公开征求意见的通知",
    "社区食堂管理办法征求意见稿",
    "关于再次公开征求《社区食堂管理办法》意见的公告",
    "关于公开征求《公众意见反馈办法（征求意见稿）》意见的公告",
    "某市民政局关于公开征集社区食堂管理办法意见建议的启事",
)
TELLS = (
    "《社区食堂管理办法（征求意见稿）》意见采纳情况",
    "关于《社区食堂管理办法》公开征求意见情况的说明",
    "社区食堂管理办法征集结果公告",
    "关于公开征求《社区食堂管理办法》意见反馈情况的公告",
    "《社区食堂管理办法》的结果反馈",
    "关于对《社区食堂管理办法》征求意见的反馈",
)
NEITHER = (
    "我局召开《社区食堂管理办法》征求意见座谈会",
    "《社区食堂管理办法（征求意见稿）》起草说明",
    "关于印发《关于加强社区食堂建设的意见》的通知",
    "关于延长《社区食堂管理办法》公开征求意见期限的公告",
    "《社区食堂管理办法（草案）》解读",
    "关于公开选聘听证会代表的公告",
)


@pytest.mark.parametrize("title", ASKS)
def test_a_title_that_asks_for_opinions_is_a_consultation(title: str) -> None:
    assert (is_consultation(title), is_feedback(title)) == (True, False)


@pytest.mark.parametrize("title", TELLS)
def test_a_title_that_tells_what_became_of_them_is_feedback(title: str) -> None:
    assert (is_consultation(title), is_feedback(title)) == (False, True)


@pytest.mark.parametrize("title", NEITHER)
def test_news_interpretations_and_extensions_are_neither(title: str) -> None:
    assert (is_consultation(title), is_feedback(title)) == (False, False)


@pytest.mark.parametrize("title", [*ASKS[:4], *TELLS])
def test_notice_and_feedback_name_the_same_matter(title: str) -> None:
    assert "社区食堂管理办法" in draft_names(title)


def portal(*notices: tuple[Article, str], today: date, files: tuple[str, ...] = (), **rule: Any) -> Observed:
    """Articles of the column of consultations with their texts."""
    round_ = observed(
        reading(COLUMN, *(row for row, _ in notices)),
        today=today,
        plan={"consultations": {"columns": [COLUMN], **rule}},
    )
    contents = {
        row.url: PageContent(
            url=row.url,
            kind="article",
            title=row.title,
            attachments=tuple(Anchor(address(f"/f/{n}.docx"), name) for n, name in enumerate(files)),
            packed=pack(text),
        )
        for row, text in notices
    }
    return replace(round_, contents=contents)


def one(check: Check, text: str, published: date | None = date(2025, 3, 10), title: str = ASKS[0], **more: Any) -> Said:
    return said(check, portal((article(title, published), text), today=more.pop("today", date(2025, 7, 1)), **more))


def test_five_working_days_are_too_few_and_the_arithmetic_is_told() -> None:
    fault = one(ShortConsultation(), "征求意见时间：2025年3月10日至3月14日。").faults[0]
    assert (fault.evidence["lasts"], fault.evidence["within"]) == ("5个工作日", "7个工作日")


def test_seven_working_days_over_a_holiday_are_counted_by_the_calendar() -> None:
    # 27 April 2025 is a Sunday at work: four days of April, then three of May after the break; from the 28th six.
    found = [
        one(ShortConsultation(), f"征求意见时间：2025年4月{n}日至5月8日。", date(2025, 4, n)).subjects for n in (27, 28)
    ]
    assert [len(subjects) for subjects in found] == [0, 1]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于公开征求《养老机构招标投标管理办法（征求意见稿）》意见的公告", ""),
        ("关于公开征求《某市养老服务条例（草案）》意见的公告", ""),
        (ASKS[0], "该事项已列入我局年度重大行政决策事项目录。"),
        (ASKS[0], "本办法与市场主体生产经营活动密切相关。"),
    ],
)
def test_ten_days_are_too_few_for_what_concerns_the_market_or_is_a_rule(title: str, text: str) -> None:
    heard = one(ShortConsultation(), f"{text}征求意见时间：2025年3月10日至3月21日。", title=title)
    assert [fault.evidence["within"] for fault in heard.faults] == ["30天"]


@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求《企业退休人员社会化服务办法（征求意见稿）》意见的公告",
        "关于公开征求《公益创投标准（征求意见稿）》意见的公告",
        "关于公开征求《民办非企业单位登记办法（征求意见稿）》意见的公告",
        "关于公开征求《〈某市养老服务条例〉实施方案（征求意见稿）》意见的公告",
    ],
)
def test_words_that_only_sound_like_the_market_do_not_ask_for_thirty_days(title: str) -> None:
    text = "欢迎企业和有关单位提出意见。征求意见时间：2025年3月10日至3月21日。"
    assert one(ShortConsultation(), text, title=title).subjects == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("欢迎提出意见。", "period-not-stated"),
        ("因情况紧急，缩短征求意见期限。征求意见时间：2025年3月10日至3月12日。", "haste-explained"),
    ],
)
def test_what_a_machine_cannot_judge_is_said(text: str, reason: str) -> None:
    heard = one(ShortConsultation(), text)
    assert (heard.subjects, [why for _, why in heard.reasons]) == ([], [reason])


def test_a_year_whose_holidays_are_not_announced_decides_nothing_close() -> None:
    heard = one(
        ShortConsultation(), "征求意见时间：2031年3月10日至3月17日。", date(2031, 3, 10), today=date(2031, 5, 1)
    )
    assert [why for _, why in heard.reasons] == ["calendar-not-published"]


def test_feedback_is_warned_of_after_two_thirds_of_the_time() -> None:
    text = "征求意见截止时间：2025年6月10日。"
    found = [one(MissingFeedback(), text, today=date(2025, 6, 10) + timedelta(days=n)).faults for n in (20, 21, 31)]
    assert [[fault.severity for fault in faults] for faults in found] == [[], [Severity.WARNING], [None]]


def test_offices_opinions_of_before_are_not_surely_the_public_s() -> None:
    text = "前期，我局书面征求了有关部门意见，共收到意见15条，采纳10条。征求意见截止时间：2025年4月10日。"
    assert [why for _, why in one(MissingFeedback(), text).reasons] == ["feedback-unclear"]


def test_a_column_that_was_not_read_far_enough_proves_no_silence() -> None:
    row = article(ASKS[0], date(2025, 3, 10))
    round_ = portal((row, "征求意见截止时间：2025年4月10日。"), today=date(2025, 7, 1))
    short = replace(round_.columns[COLUMN], complete=False)
    heard = said(MissingFeedback(), replace(round_, columns={COLUMN: short}))
    assert (heard.subjects, heard.reasons) == ([], [(row.url, "columns-not-read")])


def test_feedback_that_links_to_the_notice_counts_whatever_its_title() -> None:
    row = article(ASKS[0], date(2025, 3, 10))
    told = article("征求意见采纳情况公告", date(2025, 4, 20), links=(row.url,))
    round_ = portal((row, "征求意见截止时间：2025年4月10日。"), (told, "情况如下。"), today=date(2025, 7, 1))
    assert said(MissingFeedback(), round_).subjects == []


def test_feedback_of_a_first_round_does_not_answer_the_second() -> None:
    first = article(TELLS[0], date(2025, 2, 1))
    row = article(ASKS[3], date(2025, 3, 10))
    round_ = portal((first, "共收到3条意见。"), (row, "征求意见截止时间：2025年4月10日。"), today=date(2025, 7, 1))
    assert said(MissingFeedback(), round_).subjects == [row.url]


def test_a_draft_without_explanation_is_found_on_the_second_day() -> None:
    text = "现公开征求意见，请于2025年4月10日前提出，以便我局进一步修改完善。" * 3
    found = [one(MissingDraftInterpretation(), text, today=date(2025, 3, day)).subjects for day in (10, 11)]
    assert [len(subjects) for subjects in found] == [0, 1]


@pytest.mark.parametrize(
    "name", ["起草说明.pdf", "附件2：关于《社区食堂管理办法》的说明.doc", "政策解读.docx", "征求意见稿及说明.docx"]
)
def test_a_file_that_explains_the_draft_suffices(name: str) -> None:
    assert one(MissingDraftInterpretation(), "现公开征求意见。" * 20, files=(name,)).subjects == []


@pytest.mark.parametrize("name", ["意见反馈表填写说明.doc", "社区食堂管理办法（征求意见稿）.docx", "意见反馈表.xlsx"])
def test_other_files_do_not(name: str) -> None:
    assert len(one(MissingDraftInterpretation(), "现公开征求意见。" * 20, files=(name,)).subjects) == 1


def generated(seed: int) -> tuple[Observed, dict[str, Notice]]:
    """A portal of ten consultations with everything that goes with them."""
    rng = random.Random(seed)
    rows: list[tuple[Article, str]] = []
    truth: dict[str, Notice] = {}
    files: dict[str, tuple[str, ...]] = {}
    for subject in rng.sample(SUBJECTS, 10):
        made = notice(
            rng, subject + rng.choice(KINDS), date(2024, 1, 3) + timedelta(days=rng.randrange(180)), Workdays().add
        )
        row = article(made.title, made.published)
        rows.append((row, made.text))
        truth[row.url], files[row.url] = made, made.files
        rows += [(article(title, day), text) for title, day, text in made.others]
    round_ = portal(*rows, today=date(2024, 12, 20))
    pages = {
        url: replace(page, attachments=tuple(Anchor(f"{url}?{n}", name) for n, name in enumerate(files.get(url, ()))))
        for url, page in (round_.contents or {}).items()
    }
    return replace(round_, contents=pages), truth


def test_on_portals_of_many_wordings_hardly_anything_is_missed_or_invented() -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for seed in range(8):
        round_, truth = generated(seed)
        for check, wanted in (
            (ShortConsultation(), {url for url, made in truth.items() if made.short}),
            (MissingFeedback(), {url for url, made in truth.items() if not made.answered}),
            (MissingDraftInterpretation(), {url for url, made in truth.items() if not made.explained}),
        ):
            found = set(said(check, round_).subjects)
            counted[check.name, "hit"] += len(found & wanted)
            counted[check.name, "missed"] += len(wanted - found)
            counted[check.name, "invented"] += len(found - wanted)
    names = {name for name, _ in counted}
    poor = {
        n
        for n in names
        if counted[n, "hit"] < 0.95 * (counted[n, "hit"] + counted[n, "missed"] + counted[n, "invented"])
    }
    assert (len(names), poor) == (3, set())
