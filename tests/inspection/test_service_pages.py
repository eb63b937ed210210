"""What a platform's page is, by what it says, beside all that stands on each of its pages."""

from __future__ import annotations

import pytest

from inspection.service_pages import BROKEN, Seen, State, judge

ASKED = "https://zwdt.example.gov.cn/item?id=1"
NAV = ("首页", "个人办事", "法人办事", "部门服务", "登录", "搜索")
FOOT = ("主办：市政府办公厅", "如遇系统异常请致电 12345")
FIELDS = ("受理条件", "符合条件的对象", "申请材料", "申请表", "办理流程", "申请、受理、办结", "咨询电话")


def state(*lines: str, **told: object) -> State:
    seen = Seen(url=ASKED, title="政务服务", lines=(*NAV, *lines, *FOOT), controls=9, **told)  # type: ignore[arg-type]
    return judge(seen, ASKED, 200, ()).state


@pytest.mark.parametrize("around", [(), tuple(f"居民服务第{n}项" for n in range(12))])
@pytest.mark.parametrize(
    "notice",
    [
        "抱歉，您访问的事项不存在",
        "该事项已下架，请选择其他事项办理",
        "无此事项",
        "没有找到相关事项",
        "您访问的页面飞走了",
        "该业务已迁移至新平台",
        "当前事项已关闭在线办理",
        "事项编码有误",
        "该事项未在本区开通",
        "接口调用失败",
        "数据获取失败",
        "获取事项信息失败",
        "没有权限访问该页面",
        "Cannot read properties of undefined",
        '{"code":500,"msg":"系统错误，请联系管理员","data":null}',
        '{"success":false,"message":"fail"}',
    ],
)
def test_a_notice_in_the_items_place_is_no_item(notice: str, around: tuple[str, ...]) -> None:
    assert state(notice, *around) in BROKEN


def test_the_link_to_the_login_on_every_page_asks_nobody_who_he_is() -> None:
    assert state() is State.UNCLEAR


def test_pages_that_ask_who_comes_are_right() -> None:
    assert state("请使用“随申办”扫码登录") is State.NEEDS_LOGIN
    assert state("用户名", password=True) is State.NEEDS_LOGIN
    assert state("登录", headings=("登录",)) is State.NEEDS_LOGIN


def test_an_item_is_one_whatever_its_text_says_of_errors() -> None:
    said = "申请材料有误的，应当一次告知补正；系统异常时可到窗口办理。"

    assert state(*FIELDS, said, headings=("养老服务补贴",)) is State.ITEM


def test_an_item_that_is_said_to_be_withdrawn_is_gone_though_its_fields_stand() -> None:
    assert state("该事项已下架", *FIELDS, headings=("养老服务补贴",)) is State.NOT_FOUND


def test_labels_without_values_are_no_item() -> None:
    assert state("事项名称", "实施主体", *FIELDS, hollow=True) is State.BLANK


def test_a_form_to_fill_in_is_an_item_by_its_heading() -> None:
    seen = Seen(url=ASKED, headings=("养老服务补贴",), lines=(*NAV, "填写表单", "上传材料", "证件号码", "下一步"))

    judged = judge(seen, ASKED, 200, ())

    assert (judged.state, judged.names, judged.sure) == (State.ITEM, ("养老服务补贴",), True)
