"""Turns of phrase: houses that no list names are known by trade and door; ordinary names of the same words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.suspicious import Level
from inspection.suspicion import Weight
from spiders.suspicion.lexicon import _PHRASES, finder
from tests.spiders.suspicion import landing
from tests.spiders.suspicion.judged import few, level, own

FIND = finder((), ())
FIRST, LAST = ["九", "安", "好", "鑫", "火", "竞", "利"], ["亚", "乐", "雅", "万", "鑫", "通", "亨"]
TRADES = ["体育", "真人", "棋牌", "电竞", "彩票"]
DOORS = ["app登录入口", "全站app下载", "官网登录", "网页版登录入口", "最新登录"]


@st.composite
def houses(draw: st.DrawFn) -> str:
    """A name that nobody can list, with its trade and its door."""
    name = draw(
        st.one_of(
            st.sampled_from(FIRST).map(lambda letter: letter + "博"),
            st.sampled_from(LAST).map(lambda letter: "博" + letter),
            st.from_regex(r"\A[bjkmvx][dgkvz][0-9]{0,2}\Z"),
        )
    )
    return name + draw(st.sampled_from(["", "·"])) + draw(st.sampled_from(TRADES)) + draw(st.sampled_from(DOORS))


@few(30)
@given(houses())
def test_a_house_that_no_list_names_is_known_by_its_trade_and_door(title: str) -> None:
    assert level(landing.document(title, f"<h1>{title}</h1>", title)) >= Level.LIKELY


ORDINARY = [
    "星空体育馆场地预约 登录",
    "淄博体育中心官网",
    "微博体育app登录入口",
    "云南省体育局官方网站",
    "世博会博物馆官网",
    "某某体育用品(中国)有限公司官方网站",
    "威尼斯人文之旅 报名入口",
    "金沙县人民政府网站",
    "永利钢材集团官网",
    "银河证券app下载",
    "半岛都市报 体育新闻 登录",
    "原域名停止使用的通知",
    "关于网站域名变更的公告",
    "网站空间到期续费操作说明",
    "注册送58元优惠券",
    "会员首存赠积分",
    "毒龙潭景区门票",
    "解决“黑户”落户问题",
    "床上四件套专卖店",
    "宾馆房卡制作",
    "手机跑分排行榜",
    "办假期作业的通知",
    "驾驶证增驾办理指南",
    "毕业证书领取",
    "自然人代开增值税专用发票办理指南",
    "Why was my account suspended?",
    "Homes for sale by owner",
    "No deposit rental apartments",
    "澳门旅游免费资料",
    "某某大学一区二区宿舍",
]


@pytest.mark.parametrize("title", ORDINARY)
def test_ordinary_names_of_the_same_words_are_no_fault(title: str) -> None:
    html = landing.document(title, f"<h1>{title}</h1><p>{landing.FILLER * 2}</p>", title)

    assert (level(html) <= Level.DOUBTFUL, own(html) <= Level.DOUBTFUL) == (True, True)


@pytest.mark.parametrize("place", range(len(_PHRASES)))
def test_what_a_turn_of_phrase_matches_holds_one_of_its_anchors(place: int) -> None:
    one = _PHRASES[place]

    @few(3, 200)
    @given(st.from_regex(one.pattern))
    def holds(text: str) -> None:
        match = one.pattern.search(text)
        assert match is None or any(anchor in match[0] for anchor in one.anchors)

    holds()


def test_a_word_of_a_list_is_not_said_again_by_a_turn_of_phrase() -> None:
    found = [entry.word for _, _, entry in FIND("开云体育app登录入口") if entry.weight is Weight.STRONG]

    assert len(found) == 1
