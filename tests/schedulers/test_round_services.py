"""A whole round over a portal whose policies lead to a platform: what is opened, found, and left undecided."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.headless.platform import platform
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 3s}}
browser: {{pages: 0}}
functions: {{search_titles: 0, downloads: 0}}
columns: [{{name: 政策文件, url: /zcwj/, kind: 政策文件}}]
services: {{policies: [政策文件], hosts: ["{host}"], within: 3s}}
"""
# Title, service, what stands in the page: {at} is the platform.
POLICIES = {
    "server": ("养老服务补贴办法", "养老服务补贴", '<a href="{at}/item?id=1">养老服务补贴</a>'),
    "script": ("困难残疾人生活补贴办法", "困难残疾人生活补贴", '<a href="{at}/spa/#/item?id=2">立即办理</a>'),
    "login": ("临时救助办法", "临时救助金", "<a onclick=\"window.open('{at}/apply?id=9')\">在线申请</a>"),
    "drawn": (
        "养老机构备案办法",
        "养老机构设立备案",
        "<div id=w></div><script>setTimeout(() => {{ document.getElementById('w').innerHTML ="
        " '<a href=\"{at}/item?id=3\">去办理</a>' }}, 300)</script>",
    ),
    "none": ("社会团体登记办法", "社会团体成立登记", "<p>附件：申请表</p>"),
    "home": ("慈善组织认定办法", "慈善组织认定", '<a href="{at}/">一网通办</a>'),
    "gone": ("收养登记办法", "收养登记", '<a href="{at}/spa/#/item?id=77">收养登记</a>'),
    "moved": ("殡葬减免办法", "殡葬基本服务费用减免", '<a href="{at}/item?id=88">立即办理</a>'),
    "error": ("工伤认定办法", "工伤认定", '<a href="{at}/broken?id=1">工伤认定</a>'),
    "blank": ("婚姻登记办法", "婚姻登记预约", '<a href="{at}/blank?id=1">婚姻登记预约</a>'),
    "slow": ("居住证积分办法", "居住证积分", '<a href="{at}/spa/#/item?id=6">居住证积分</a>'),
    "wrong": ("公共租赁住房办法", "公共租赁住房资格", '<a href="{at}/item?id=5">立即办理</a>'),
    "other": ("养老机构管理办法", "养老机构设立备案", '<a href="{at}/item?id=4">养老机构设立备案</a>'),
    "works": ("创业贷款办法", "创业担保贷款贴息", '<a href="{at}/works?id=1">创业担保贷款贴息</a>'),
}
TEXT = (
    "<p>为规范{name}工作，根据国家和本市有关规定，结合本市实际，制定本办法。</p>"
    "<p>第五条　符合条件的申请人可以登录“一网通办”平台，选择“{name}”事项，在线填写申请表并上传申请材料。</p>"
    "<p>第六条　市民政局负责{name}的业务指导和监督管理，区民政局负责具体实施。</p>"
    "<p>第七条　任何单位和个人不得弄虚作假，违反规定的依照有关法律法规处理。</p><p>第八条　本办法自印发之日起施行。</p>"
)


@pytest.fixture
async def places() -> AsyncIterator[tuple[Site, str]]:
    async with Site() as site, platform() as host:
        at = f"http://{host}"
        front = f'<a href="{at}/">上海一网通办</a><a href="/zcwj/">政策文件</a>'
        rows = "".join(
            f'<li><a href="/zcwj/{key}.html">{title}</a><span>2025-03-{10 + n % 9}</span></li>'
            for n, (key, (title, *_)) in enumerate(POLICIES.items())
        )
        site.page("/", f"<title>甲市民政局</title><h1>欢迎</h1>{front}")
        site.page("/zcwj/", f"<title>政策文件</title>{front}<ul class=list>{rows}</ul>")
        for key, (title, name, ways) in POLICIES.items():
            body = TEXT.format(name=name) + ways.format(at=at)
            site.page(
                f"/zcwj/{key}.html",
                f"<meta charset=utf-8><title>{title}</title>{front}<h1>{title}</h1>"
                f"<p>发布日期：2025-03-10</p><div class=content>{body}</div>",
            )
        yield site, host


async def run(site: Site, host: str, folder: Path) -> Outcome:
    text = PLAN.format(base=site.base, host=host)
    url = f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        return await run_round(Order(load_plan(text), text, "full"), store, url)


def told(outcome: Outcome, host: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Faults and doubts as check and policy; a target is told by the policies that lead there."""
    checks = {"missing-service-link", "broken-service-link", "wrong-service", "broken-link"}
    by_target = {
        f"http://{host}{path[1]}": key
        for key, (_, _, ways) in POLICIES.items()
        if (path := re.search(r"{at}(/[^\"']+)[\"']", ways))
    }

    def name(subject: str) -> str:
        return by_target.get(subject) or subject.rpartition("/")[2].removesuffix(".html")

    faults = {(one.check, name(one.subject)) for one in outcome.findings if one.check in checks}
    doubts = {(one.check, name(one.subject)) for one in outcome.undecided if one.check in checks}
    return faults, doubts


@pytest.mark.browser
@pytest.mark.skipif(
    not os.environ.get("XUNJIAN_SLOW"), reason="half a minute; the demo has a smaller one: XUNJIAN_SLOW=1"
)
async def test_what_does_not_lead_to_its_service_is_found_and_nothing_else(
    places: tuple[Site, str], tmp_path: Path
) -> None:
    site, host = places

    faults, doubts = told(await run(site, host, tmp_path), host)

    assert faults == {
        ("missing-service-link", "none"),
        ("missing-service-link", "home"),
        ("broken-service-link", "gone"),
        ("broken-link", "moved"),  # the sweep has seen it already
        ("broken-service-link", "error"),
        ("broken-service-link", "blank"),
        ("broken-service-link", "slow"),
        ("wrong-service", "wrong"),
        ("wrong-service", "other"),
    }
    assert doubts == {("broken-service-link", "works")}


async def test_without_a_browser_no_link_is_called_broken_or_sound(places: tuple[Site, str], tmp_path: Path) -> None:
    site, host = places

    faults, doubts = told(await run(site, host, tmp_path), host)

    assert faults == {("missing-service-link", "none"), ("missing-service-link", "home"), ("broken-link", "moved")}
    assert ("missing-service-link", "drawn") in doubts
    assert {key for check, key in doubts if check == "broken-service-link"} == set(POLICIES) - {
        "none",
        "home",
        "drawn",
        "moved",
    }
