"""Which article interprets which policy, by links, numbers and texts; and what interprets nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checks.links import address_key
from checks.pairing import pair
from tests.checks.pairs import CORE, DAY, only, paired, policy, reading


@pytest.mark.parametrize("direction", ["there", "back", "both"])
def test_a_link_in_either_direction_pairs(direction: str) -> None:
    p = policy(CORE, url="/zcwj/1/", links=("/zcjd/9.html",) if direction != "back" else ())
    i = reading("养老新政一看就懂", url="/zcjd/9.html", links=("/zcwj/1/index.html",) if direction != "there" else ())
    assert only(pair([p], [i])).reason == "link"


def test_links_agree_whatever_the_scheme_and_the_index_page() -> None:
    assert (
        len({address_key(f"{scheme}://a.gov.cn/x/{end}") for scheme in ("http", "https") for end in ("", "index.html")})
        == 1
    )


def test_a_link_between_two_editions_does_not_pair() -> None:
    p = policy("养老服务目录（2025年版）", url="/zcwj/1.html", related=("/zcjd/9.html",))
    assert pair([p], [reading("《养老服务目录（2024年版）》解读", url="/zcjd/9.html", links=("/zcwj/1.html",))]) == []


def test_an_interpretation_that_names_one_policy_and_links_to_another_belongs_to_the_named_one() -> None:
    cited = policy("慈善组织认定办法", url="/zcwj/2.html")
    own = policy(CORE, url="/zcwj/1.html")
    i = reading(f"《{CORE}》解读", links=("/zcwj/1.html", "/zcwj/2.html"))
    assert paired([cited, own], [i]) == [(own.title, i.title)]


def test_an_interpretation_that_names_no_policy_serves_all_that_it_links_to() -> None:
    policies = [policy("慈善组织认定办法", url="/zcwj/2.html"), policy(CORE, url="/zcwj/1.html")]
    i = reading("惠民政策问答", links=("/zcwj/1.html", "/zcwj/2.html"))
    assert len(pair(policies, [i])) == 2


def test_one_interpretation_may_serve_two_policies() -> None:
    policies = [policy("慈善组织认定办法"), policy("慈善组织年度报告办法")]
    assert len(pair(policies, [reading("《慈善组织认定办法》和《慈善组织年度报告办法》解读")])) == 2


def test_a_law_that_the_title_cites_after_the_policy_is_not_interpreted() -> None:
    policies = [policy(CORE), policy("社会救助条例")]
    i = reading(f"《{CORE}》解读——落实《社会救助条例》的具体举措")
    assert paired(policies, [i]) == [(CORE, i.title)]


def test_several_interpretations_may_serve_one_policy() -> None:
    assert len(pair([policy(CORE)], [reading(f"《{CORE}》解读"), reading(f"图解：{CORE}")])) == 2


@pytest.mark.parametrize("number", ["沪民规〔2025〕3号", "沪民规[2025]3号", "沪民规（2025）3号", "沪民规〔2025〕第3号"])
@pytest.mark.parametrize(
    "text", ["近日，我局印发了新政策（{}），现解读如下。", "现就{}文件有关内容解读如下：", "文号：{}"]
)
def test_the_document_number_in_the_text_pairs(number: str, text: str) -> None:
    p = policy(CORE, document_number="沪民规〔2025〕3号")
    assert (
        only(pair([p], [reading("专家解读：让好政策惠及更多群众", text=text.format(number))])).reason
        == "document-number"
    )


def test_another_serial_is_another_document() -> None:
    p = policy(CORE, document_number="沪民规〔2025〕3号")
    assert pair([p], [reading("专家解读：惠及群众", text="我局印发了新政策（沪民规〔2025〕13号）。")]) == []


def test_a_number_that_is_only_cited_does_not_pair() -> None:
    cited = policy("社会救助工作意见", document_number="沪民规〔2024〕1号")
    text = "根据《社会救助工作意见》（沪民规〔2024〕1号），我局印发了《低保标准调整方案》（沪民发〔2025〕8号）。"
    own = policy("低保标准调整方案", document_number="沪民发〔2025〕8号")
    assert paired([cited, own], [reading("政策问答：您关心的都在这里", text=text)]) == [
        (own.title, "政策问答：您关心的都在这里")
    ]


def test_a_number_in_the_text_does_not_outweigh_the_policy_that_the_title_names() -> None:
    cited = policy("社会救助工作意见", document_number="沪民规〔2024〕1号")
    own = policy(CORE)
    i = reading(f"《{CORE}》解读", text="近日，我局印发了沪民规〔2024〕1号文件。")
    assert paired([cited, own], [i]) == [(CORE, i.title)]


def test_the_name_that_the_text_introduces_pairs_and_those_it_cites_do_not() -> None:
    policies = [policy("社会救助条例"), policy(CORE)]
    text = f"为贯彻落实《社会救助条例》，市民政局制定了《{CORE}》（以下简称《办法》）。根据《预算法》，资金由财政保障。"
    assert paired(policies, [reading("专家解读文章之一 | 重要里程碑", text=text)]) == [
        (CORE, "专家解读文章之一 | 重要里程碑")
    ]


@pytest.mark.parametrize(
    "title",
    [
        f"关于印发《{CORE}》的通知",
        f"关于开展《{CORE}》宣传工作的通知",
        f"上海市民政局发布《{CORE}》",
        f"{CORE}",
    ],
)
def test_a_notice_or_news_in_the_interpretation_column_interprets_nothing(title: str) -> None:
    p = policy(f"关于印发《{CORE}》的通知", url="/zcwj/1.html")
    assert pair([p], [reading(title, links=("/zcwj/1.html",))]) == []


def test_news_of_the_adoption_counts_where_the_policy_itself_names_it() -> None:
    p = policy(CORE, related=("/zcjd/9.html",))
    assert pair([p], [reading(f"市民政局发布《{CORE}》", url="/zcjd/9.html")])


def test_a_policy_is_not_its_own_interpretation() -> None:
    p = policy(f"关于《{CORE}》的说明", url="/zcwj/1.html", links=("/zcwj/1.html",))
    assert pair([p], [p]) == []


def test_an_interpretation_among_the_policies_is_no_policy() -> None:
    assert pair([policy(f"《{CORE}》解读")], [reading(f"《{CORE}》解读")]) == []


def test_a_yearly_notice_without_a_year_is_paired_with_the_one_nearest_before() -> None:
    last, this = (
        policy("关于开展养老机构检查的通知", DAY - timedelta(days=365)),
        policy("关于开展养老机构检查的通知", DAY),
    )
    i = reading("《关于开展养老机构检查的通知》解读", DAY + timedelta(days=2))
    assert [p.policy_url for p in pair([last, this], [i])] == [this.url]


def test_last_years_interpretation_does_not_serve_this_years_notice() -> None:
    i = reading("《关于开展养老机构检查的通知》解读", DAY - timedelta(days=360))
    assert pair([policy("关于开展养老机构检查的通知")], [i]) == []


def test_an_account_counts_only_what_says_that_it_interprets() -> None:
    said, silent = reading(f"《{CORE}》解读"), reading(f"《{CORE}》来了！")
    found = pair([policy(CORE)], [said, silent], accounts=frozenset({"政策解读"}))
    assert [p.interpretation_url for p in found] == [said.url]
