"""What a home page says of its site: name, 标识码, whether it is private."""

from __future__ import annotations

import pytest

from inspection.plan import Plan
from inspection.plan_file import load_plan
from spiders.first_plan import is_private, propose_plan

HOME = "https://mzj.example.gov.cn/"


def plan_of(body: str, head: str = "", url: str = HOME) -> Plan:
    return load_plan(propose_plan(f"<html><head>{head}</head><body>{body}</body></html>", url))


@pytest.mark.parametrize(
    ("head", "body", "name"),
    [
        ("<meta name='SiteName' content='某市民政局'><title>首页</title>", "", "某市民政局"),
        ("<title>某市民政局-首页</title>", "", "某市民政局"),
        ("<title>首页 | 某市民政局</title>", "", "某市民政局"),
        ("<title>某市民政局网站首页</title>", "", "某市民政局"),
        ("<title>欢迎访问某市民政局</title>", "", "某市民政局"),
        ("", "<p>主办单位：某市民政局  备案号</p>", "某市民政局"),
        ("<title>Home</title>", "", "mzj.example.gov.cn"),
        ("<meta name=sitename content='a: \"b\" #c'>", "", 'a: "b" #c'),
    ],
)
def test_the_site_is_named(head: str, body: str, name: str) -> None:
    assert plan_of(body, head).site.name == name


@pytest.mark.parametrize(
    ("head", "body", "code"),
    [
        ("<meta name='SiteIDCode' content='3100000061'>", "", "3100000061"),
        ("<meta name='SiteIDCode' content=''>", "<p>网站标识码：<span>3100000061</span></p>", "3100000061"),
        ("", "<p>政府网站标识码 bm12345678 沪ICP备1号</p>", "bm12345678"),
        (
            "",
            "<a href='https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3100000061&url=x'>找错</a>",
            "3100000061",
        ),
        ("", "<p>标识码：31000</p>", None),
        ("", "<p>电话 3100000061</p>", None),
    ],
)
def test_the_id_code_is_found(head: str, body: str, code: str | None) -> None:
    assert plan_of(body, head).site.id_code == code


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://127.0.0.1:8000/", True),
        ("http://localhost/", True),
        ("http://[::1]:80/", True),
        ("http://10.1.2.3/", True),
        ("http://www.gov.cn/", False),
        ("http://8.8.8.8/", False),
    ],
)
def test_a_private_home_is_recognised(url: str, private: bool) -> None:
    assert is_private(url) is private


def test_a_private_home_is_allowed_in_its_plan() -> None:
    assert plan_of("", url="http://127.0.0.1:8000/").site.allow_private_hosts
