"""A large portal is judged quickly: 2,000 policies with 2,000 interpretations, 20,000 articles in all."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from checks.pairing import pair
from checks.run import run_checks
from inspection.records import Article
from tests.checks.rounds import observed, reading

TOPICS = ["养老服务", "社会救助", "慈善组织", "殡葬管理", "儿童福利", "残疾人补贴", "社区治理", "婚姻登记"]
FORMS = ["办法", "实施细则", "暂行规定", "工作方案", "指导意见", "管理规定"]
COUNT = 2000
LIMIT = 6.0  # seconds of CPU; measured 1.5 on two cores, the rest is room for a busy machine


def _portal() -> tuple[list[Article], list[Article]]:
    rng, day = random.Random(7), date(2025, 3, 3)
    cores = [
        f"上海市{rng.choice(TOPICS)}{rng.choice(TOPICS)}第{n}类事项{rng.choice(TOPICS)}{rng.choice(FORMS)}"
        for n in range(COUNT)
    ]
    wrappers = ("《{}》解读", "一图读懂｜{}", "图解：{}", "关于群众关心的{}问题的问答", "专家解读：惠及群众{}")
    policies = [
        Article("p", f"关于印发《{core}》的通知", f"http://x/p{n}", day, document_number=f"沪民规〔2025〕{n}号")
        for n, core in enumerate(cores)
    ]
    texts = [f"近日，我局印发了新政策（沪民规〔2025〕{n}号）。" + "根据《慈善法》制定。" * 60 for n in range(COUNT)]
    readings = [
        Article("i", rng.choice(wrappers[:3] if n % 3 else wrappers[3:]).format(cores[n] if n % 3 else n),
                f"http://x/i{n}", day, text=texts[n])
        for n in range(COUNT)
    ]  # fmt: skip
    return policies, readings


def test_two_thousand_policies_are_paired_with_their_own_interpretations_quickly() -> None:
    policies, readings = _portal()
    began = time.process_time()
    found = pair(policies, readings)
    assert time.process_time() - began < LIMIT
    assert {(p.policy_url[10:], p.interpretation_url[10:]) for p in found} == {(str(n), str(n)) for n in range(COUNT)}


def test_a_round_of_twenty_thousand_articles_is_judged_quickly() -> None:
    policies, readings = _portal()
    rng = random.Random(3)
    others = [
        reading(
            f"栏目{c}",
            *(
                Article(
                    "", f"{rng.choice(TOPICS)}工作动态{c}-{n}", f"http://x/{c}/{n}", date(2025, 3, 20) - timedelta(n)
                )
                for n in range(800)
            ),
        )
        for c in range(20)
    ]
    plan = {
        "interpretation": {"policies": ["政策文件"], "interpretations": ["政策解读"], "within": "3 workdays"},
        "expectations": [
            {"name": f"事项{n}", "due": {"monthly": 15}, "all_of": [f"事项{n}", "公示"]} for n in range(30)
        ],
    }
    round_ = observed(reading("政策文件", *policies), reading("政策解读", *readings), *others, plan=plan)
    began = time.process_time()
    _, _, broken = run_checks(round_)
    assert time.process_time() - began < 2 * LIMIT
    assert broken == []
