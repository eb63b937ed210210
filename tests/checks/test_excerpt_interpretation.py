"""excerpt-interpretation: copies, copies with small changes, and interpretations that only share their subject."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from checks.copied import copied, source_of
from checks.excerpt_interpretation import ExcerptInterpretation
from inspection.contents import PageContent, pack
from tests.checks.rounds import Said, article, observed, reading, said

WHO = ("街道办事处", "运营单位", "区民政局", "社区综合为老服务中心", "市民政部门", "养老服务机构", "申请人", "评估机构")
WHAT = (
    "应当公布服务项目和价格",
    "按季度拨付补贴",
    "组织服务质量评估",
    "建立台账并留存备查",
    "核实申请材料",
    "提供助餐助浴助洁服务",
    "签订服务协议",
)
WHEN = ("每年六月底前", "自收到申请之日起十个工作日内", "在服务开始之前", "每半年", "发现问题后三天内", "经批准之后")
WHY = (
    "逾期不改的解除协议",
    "所需经费由同级财政承担",
    "结果向社会公开",
    "并接受群众监督",
    "不得向老年人收取押金",
    "相关标准另行制定",
)
OWN = (
    "以前很多老人反映吃饭难，特别是独居的高龄老人，一个人做饭既不方便也不安全",
    "这次最大的变化，是把补贴从建设环节挪到了用餐环节，谁吃得多谁补得多",
    "打个比方，张阿姨今年七十五岁，在家门口用一顿午餐，原来十五块，现在只要十二块",
    "办理起来也不复杂，带上身份证到居委会登记一次就行，子女可以代办",
    "我们走访了二十多个小区，听取了三百多位老人的想法，才定下这个标准",
    "如果对评估结果不满意，可以打热线反映，工作人员会上门核实",
    "有人担心价格会涨，其实菜价要公示，涨价要开会征求意见",
    "下一步，各区会陆续公布门店名单，大家可以在手机上查到",
)


def policy(rng: random.Random, clauses: int = 30) -> list[str]:
    made = [f"{rng.choice(WHEN)}，{rng.choice(WHO)}{rng.choice(WHAT)}，{rng.choice(WHY)}" for _ in range(clauses)]
    return [f"第{n}条　{clause}{rng.randrange(1000)}元。" for n, clause in enumerate(made, 1)]


def retold(rng: random.Random) -> str:
    return "。".join(rng.sample(OWN, 7)) + "。" + "。".join(rng.sample(OWN, 4)) + "。"


def copy(clauses: list[str], rng: random.Random, kept: float = 1.0, changed: float = 0.0) -> str:
    """Some of the clauses, renumbered; of some a word changed."""
    chosen = [clause.partition("　")[2] for clause in clauses if rng.random() < kept]
    return "\n".join(
        f"{n}、{clause.replace('应当', '要').replace('。', '；') if rng.random() < changed else clause}"
        for n, clause in enumerate(chosen, 1)
    )


def judged(text: str, original: str, title: str = "《社区食堂管理办法》解读") -> Said:
    one = article("关于印发《社区食堂管理办法》的通知", date(2025, 3, 10), url="/zcwj/1.html")
    other = article(title, date(2025, 3, 10), url="/zcjd/1.html")
    round_ = observed(
        reading("政策文件", one),
        reading("政策解读", other),
        plan={"interpretation": {"policies": ["政策文件"], "interpretations": ["政策解读"]}},
    )
    pages = [PageContent(url=a.url, title=a.title, packed=pack(t)) for a, t in ((one, original), (other, text))]
    return said(ExcerptInterpretation(), replace(round_, contents={page.url: page for page in pages}))


@pytest.mark.parametrize("seed", range(12))
def test_copies_are_found_also_where_words_were_changed_and_clauses_left_out(seed: int) -> None:
    rng = random.Random(seed)
    clauses = policy(rng)
    text = "现将有关内容解读如下：\n" + copy(clauses, rng, kept=rng.uniform(0.5, 1), changed=rng.choice((0, 0.2)))
    assert len(judged(text, "\n".join(clauses)).subjects) == 1


@pytest.mark.parametrize("seed", range(12))
def test_what_explains_in_its_own_words_is_no_copy(seed: int) -> None:
    rng = random.Random(seed)
    clauses = policy(rng)
    own = retold(rng)
    quoted = copy(rng.sample(clauses, rng.randrange(0, 8)), rng)
    assert judged(f"{own}\n{quoted}\n{retold(rng)}", "\n".join(clauses)).subjects == []


def test_short_quotations_that_are_named_as_such_are_fair() -> None:
    clauses = policy(random.Random(1), 8)
    quoted = "".join(f"第{n}条规定：“{clause.partition('　')[2]}”" for n, clause in enumerate(clauses, 1))
    assert judged(quoted + OWN[0] * 8, "\n".join(clauses)).subjects == []


def test_a_picture_with_a_line_of_text_is_not_compared() -> None:
    clauses = policy(random.Random(2))
    heard = judged(clauses[0], "\n".join(clauses), "一图读懂｜社区食堂管理办法")
    assert (heard.faults, heard.untold) == ([], [])


def test_a_policy_whose_words_are_in_an_attachment_is_said() -> None:
    assert [reason for _, reason in judged(retold(random.Random(3)), "见附件。").reasons] == ["policy-text-not-read"]


def test_the_share_the_longest_passage_and_both_pages_are_told() -> None:
    clauses = policy(random.Random(4))
    text = copy(clauses, random.Random(4))
    fault = judged(text, "\n".join(clauses)).faults[0]
    assert (fault.evidence["share_copied"], str(fault.evidence["quote"])[:6] in text) == ("100%", True)


def test_five_hundred_pairs_take_less_than_two_seconds() -> None:
    rng = random.Random(5)
    pairs = [("\n".join(policy(rng, 60)), "\n".join(policy(rng, 60))) for _ in range(20)]
    begun = process_time()
    for text, original in pairs:
        copied(text, source_of(original))
    assert (process_time() - begun) * 25 < 2
