"""Where a policy's page leads, however the way is written."""

from __future__ import annotations

import pytest

from inspection.browsing import Services
from spiders.service_links import presses, service_links

PAGE = "https://mzj.example.gov.cn/zcwj/1.html"
ITEM = "https://zwdt.example.gov.cn/item?id=1"
SERVICES = Services(hosts=("zwdt.example.gov.cn",))


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (f'<a href="{ITEM}">养老服务补贴</a>', "养老服务补贴"),
        ('<a href="/jump?url=https%3A%2F%2Fzwdt.example.gov.cn%2Fitem%3Fid%3D1">养老服务补贴</a>', "养老服务补贴"),
        (f'<a href="/leave.html?u={ITEM}">养老服务补贴</a>', "养老服务补贴"),
        (f"<input type=button value=在线办理 onclick=\"location.href='{ITEM}'\">", "在线办理"),
        (f'<a href="{ITEM}"><img src=a.png alt=我要办理></a>', "我要办理"),
        (f"<form action='{ITEM}'><button>我要申请</button></form>", "我要申请"),
        (f"<a href=javascript:; onclick=\"leave('{ITEM}')\">养老服务补贴</a>", "养老服务补贴"),
    ],
)
def test_each_way_to_an_item_is_found_with_its_words(way: str, words: str) -> None:
    assert [(one.url, one.text) for one in service_links(way, PAGE, SERVICES)] == [(ITEM, words)]


def test_a_jump_to_another_site_is_no_way_to_the_platform() -> None:
    assert service_links('<a href="/jump?url=https%3A%2F%2Fother.example.cn%2F1">某站</a>', PAGE, SERVICES) == []


def test_a_login_on_the_platform_keeps_its_own_address() -> None:
    address = "https://zwdt.example.gov.cn/login?service=https%3A%2F%2Fzwdt.example.gov.cn%2Fapply"

    found = service_links(f'<a href="{address}">立即办理</a>', PAGE, SERVICES)

    assert [one.url for one in found] == [address]


@pytest.mark.parametrize(
    "button",
    [
        "<button onclick=\"goItem('31')\">立即办理</button>",
        "<a href='javascript:;' id=go>在线办理</a>",
        "<input type=submit value=我要申请>",
    ],
)
def test_a_button_that_only_scripts_know_is_said_to_be_there(button: str) -> None:
    assert presses(button)


@pytest.mark.parametrize(
    "other",
    [
        f'<a href="{ITEM}">立即办理</a>',
        f"<form action='{ITEM}'><button>立即办理</button></form>",
        "<button>搜索</button>",
        "<p>立即办理</p>",
        "<a href='javascript:window.print()'>打印</a>",
    ],
)
def test_what_leads_somewhere_or_asks_for_nothing_is_no_such_button(other: str) -> None:
    assert presses(other) == ()


def test_a_scripts_route_is_kept_in_every_way() -> None:
    route = "https://zwdt.example.gov.cn/web/#/guide?id=1"
    ways = (f"<form action='{route}'><button>我要申请</button></form>", f"<a href='{route}'>补贴</a>")

    assert [[one.url for one in service_links(way, PAGE, SERVICES)] for way in ways] == [[route], [route]]
