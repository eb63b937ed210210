"""wrong-wording, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.wordings import Entry, Finder
from checks.wrong_wording import WrongWording
from inspection.findings import Severity
from inspection.observed import Observed
from inspection.wordings import Lexicon, Post, Wrong
from schedulers.lexicons import built_in_lexicon
from tests.checks.contents import content
from tests.checks.rounds import Said, address, article, observed, reading, said

OWN = Lexicon("本局词表", (Wrong("某某中心站", "某某服务中心", "更名"), Wrong("民证", "民政", mild=True)))


def of(pages: dict[str, dict[str, Any]], *lexicons: Lexicon, **plan: Any) -> Observed:
    told = {address(path): content(address(path), page) for path, page in pages.items()}
    return replace(observed(plan=plan), contents=told, lexicons=lexicons or (OWN,))


def judged(text: str, *lexicons: Lexicon, **page: Any) -> Said:
    return said(WrongWording(), of({"/1.html": {"标题": "通知", "正文": text, **page}}, *lexicons))


def found(text: str, *entries: Wrong) -> list[str]:
    return [hit.words for hit in Finder(Entry(one, "词表") for one in entries)(text)]


def test_a_wrong_wording_is_found_with_the_words_around_it() -> None:
    told = judged("请到某某中心站办理。").faults[0].evidence["wordings"]
    assert told == [
        {
            "wrong": "某某中心站",
            "right": "某某服务中心",
            "around": "通知 请到某某中心站办理。",
            "times": 1,
            "because": "更名",
            "lexicon": "本局词表",
        }
    ]


def test_a_slip_of_the_pen_is_a_warning_unless_something_worse_is_beside_it() -> None:
    heard = [judged(text).faults[0].severity for text in ("民证工作", "民证工作，某某中心站")]
    assert heard == [Severity.WARNING, None]


def test_one_page_is_one_finding() -> None:
    assert len(judged("某某中心站和某某中心站，民证").faults) == 1


@pytest.mark.parametrize(
    ("text", "entry", "hits"),
    [
        ("山脉博物馆", Wrong("脉博", "脉搏", unless=("脉博物",)), 0),
        ("量脉博", Wrong("脉博", "脉搏", unless=("脉博物",)), 1),
        ("以色列建国75周年", Wrong("建国75周年", "新中国成立75周年", unless=("以色列",)), 0),
        ("庆祝建国75周年。以色列代表到会", Wrong("建国75周年", "新中国成立75周年", unless=("以色列",)), 1),
        ("人民代表大会制度", Wrong("代表大会制", "代表大会制度"), 0),
        ("代表大会制的优势", Wrong("代表大会制", "代表大会制度"), 1),
        ("《残废人优待办法》", Wrong("残废人", "残疾人"), 0),
        ("《办法》说残废人", Wrong("残废人", "残疾人"), 1),
        ("不得使用“残废人”的称呼", Wrong("残废人", "残疾人"), 0),
        ("“残废人”应为“残疾人”", Wrong("残废人", "残疾人"), 0),
        ("不得歧视。关爱残废人", Wrong("残废人", "残疾人"), 1),
        ("增强四个自信", Wrong("增强“四个自信”", "坚定“四个自信”"), 1),
        ("增强“四个自信”", Wrong("增强“四个自信”", "坚定“四个自信”"), 1),
        ('增强"四个自信"', Wrong("增强“四个自信”", "坚定“四个自信”"), 1),
        ("台湾“国防部”", Wrong("台湾国防部", "台湾防务部门"), 0),
        ("MAPP下载", Wrong("APP", "应用"), 0),
        ("下载APP", Wrong("APP", "应用"), 1),
    ],
)
def test_where_a_wording_is_wrong(text: str, entry: Wrong, hits: int) -> None:
    assert len(found(text, entry)) == hits


def test_of_wordings_that_overlap_the_longest_counts() -> None:
    assert found("某某中心站点", Wrong("中心站", "a"), Wrong("某某中心站", "b")) == ["某某中心站"]


@given(st.text(alphabet="甲乙丙《》“”。\n残废人", max_size=60))
def test_any_text_is_searched(text: str) -> None:
    assert set(found(text, Wrong("残废人", "残疾人"))) <= {"残废人"}


def test_a_template_is_one_finding() -> None:
    pages = {f"/{n}/": {"类型": "列表", "标题": "栏目", "正文": f"第{n}页\n主办：某某中心站"} for n in range(40)}
    heard = said(WrongWording(), of(pages))
    assert heard.subjects == ["某某中心站"]


def test_what_a_list_repeats_of_a_title_is_the_articles() -> None:
    pages = {
        "/1.html": {"标题": "某某中心站开业通知", "正文": "开业。"},
        "/": {"类型": "首页", "标题": "首页", "正文": "导航\n某某中心站开业通…\n2025-03-01"},
    }
    assert said(WrongWording(), of(pages)).subjects == [address("/1.html")]


def test_what_the_plan_exempts_is_not_looked_for() -> None:
    page = {"/1.html": {"标题": "通知", "正文": "请到某某中心站办理。"}}
    assert said(WrongWording(), of(page, wording={"exempt": ["某某中心站"]})).faults == []


def test_the_offices_entry_wins_over_the_built_in_one() -> None:
    mild = Lexicon("本局", (Wrong("残废人", "残疾人", mild=True),))
    assert judged("残废人", built_in_lexicon(), mild).faults[0].severity is Severity.WARNING


def test_a_lexicon_with_mistakes_is_said_and_the_rest_counts() -> None:
    heard = judged("某某中心站", replace(OWN, problem="第 3 行没有箭头"))
    assert (len(heard.faults), heard.reasons) == (1, [("本局词表", "lexicon-unreadable")])


def test_articles_of_accounts_are_searched() -> None:
    plan = {"accounts": [{"name": "某微信", "platform": "wechat", "source": [{"feed": "https://a.example/feed"}]}]}
    post = article(
        "某某中心站开业", date(2025, 3, 20), url="https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv", text="。"
    )
    round_ = replace(observed(reading("某微信", post), plan=plan), contents={}, lexicons=(OWN,))
    assert len(said(WrongWording(), round_).faults) == 1


POSTS = Lexicon("职务表", posts=(Post("张某某", ("局党组书记", "局长"), date(2024, 3, 1)),))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("局党组书记、局长张某某出席", False),
        ("局党组副书记、副局长张某某出席", True),
        ("副局长李某、局长张某某出席", False),
        ("张某某副局长主持会议", True),
        ("张某某局长主持会议", False),
        ("时任副局长张某某", False),
        ("原副局长张某某", False),
        ("张某某、李某副局长参加", False),
        ("领导小组组长张某某", False),
        ("处长张某某", True),
        ("任命张某某为副局长", False),
        ("市慈善联合会会长张某某", False),
        ("张某某出席", False),
    ],
)
def test_posts_that_somebody_does_not_hold(text: str, wrong: bool) -> None:
    heard = judged(text, POSTS, 日期={"网页所标": date(2025, 3, 1)})
    assert bool(heard.faults) == wrong


@pytest.mark.parametrize(("day", "wrong"), [("2024-02-29", False), ("2024-03-01", True)])
def test_posts_of_before_may_be_named_in_articles_of_before(day: str, wrong: bool) -> None:
    assert bool(judged("副局长张某某出席", POSTS, 日期={"网页所标": day}).faults) == wrong


def test_the_built_in_lexicon_has_no_mistakes_and_finds_each_of_its_own_entries() -> None:
    lexicon = built_in_lexicon()
    assert lexicon.problem == ""
    finder = Finder(Entry(one, "") for one in lexicon.entries)
    lost = [one.wrong for one in lexicon.entries if not any(h.entry.wrong is one for h in finder(f"今天{one.wrong}呢"))]
    assert lost == []


def test_the_built_in_lexicon_calls_none_of_its_right_wordings_wrong() -> None:
    lexicon = built_in_lexicon()
    finder = Finder(Entry(one, "") for one in lexicon.entries)
    assert [one.right for one in lexicon.entries if list(finder(f"今天{one.right}呢"))] == []
