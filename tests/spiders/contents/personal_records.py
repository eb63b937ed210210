"""Further leaks: forms, letters, lists in other words."""

from __future__ import annotations

from random import Random

from tests.spiders.contents.personal_cases import CARD, ID, MOBILE, card, id_number, leak, mobile, person

Told = tuple[str, list[str] | list[list[str]]]


@leak(ID, MOBILE)
def students(rng: Random) -> Told:
    return "困境儿童助学名单", [
        ["学生姓名", "性别", "身份证件号码", "家长联系方式"],
        *[[person(rng), "男", id_number(rng), mobile(rng)] for _ in range(4)],
    ]


@leak(ID, MOBILE)
def vertical(rng: Random) -> Told:
    return "特困供养人员信息", [
        "姓名：" + person(rng),
        "身份证号：" + id_number(rng),
        "家庭住址：某镇某村",
        "联系电话：" + mobile(rng),
    ]


@leak(ID, MOBILE)
def paren(rng: Random) -> Told:
    return "关于张某申请的回复", [f"经查，{person(rng)}（{id_number(rng)}，{mobile(rng)}）于2024年3月提出申请。"]


@leak(ID)
def ward(rng: Random) -> Told:
    return "指定监护公告", [f"被监护人 {person(rng)} 身份证 {id_number(rng)}"]


@leak(ID, MOBILE)
def nohead(rng: Random) -> Told:
    return "补贴人员", [[str(n), person(rng), "女", id_number(rng), mobile(rng)] for n in range(1, 6)]


@leak(ID)
def two(rng: Random) -> Told:
    return "临时救助", [
        ["序号", "申请人信息", "申请人信息", "救助金额"],
        ["", "姓名", "身份证号", ""],
        *[[str(n), person(rng), id_number(rng), "500"] for n in range(1, 5)],
    ]


@leak(MOBILE)
def two_phone(rng: Random) -> Told:
    return "高龄津贴公示", [
        ["序号", "基本信息", "", "", "金额"],
        ["", "姓 名", "年 龄", "电　话", ""],
        *[[str(n), person(rng), "82", mobile(rng), "500"] for n in range(1, 5)],
    ]


@leak(MOBILE)
def broken_headings(rng: Random) -> Told:
    return "慰问对象名单", [
        ["序号", "慰问\n对象", "所在村", "联系\n电话"],
        *[[str(n), person(rng), "某村", mobile(rng)] for n in range(1, 5)],
    ]


@leak(MOBILE)
def letter2(rng: Random) -> Told:
    return "老旧小区加装电梯", [f"本人是某小区居民，联系方式{mobile(rng)}，希望领导重视。"]


@leak(MOBILE)
def prose_list(rng: Random) -> Told:
    return "走访记录", [f"{person(rng)}，男，住某村12号，低保户，电话{mobile(rng)}；"]


@leak(CARD)
def bank_cell(rng: Random) -> Told:
    return "护理补贴发放", [
        ["姓名", "金额", "开户行及账号"],
        *[[person(rng), "300", "农商行 " + card(rng)] for _ in range(4)],
    ]


@leak(MOBILE)
def with_country_code(rng: Random) -> Told:
    return "名单公示", [["姓名", "救助类别", "手机"], *[[person(rng), "低保", "+86 " + mobile(rng)] for _ in range(4)]]


@leak(MOBILE)
def dash(rng: Random) -> Told:
    def d(m: str) -> str:
        return f"{m[:3]}-{m[3:7]}-{m[7:]}"

    return "报名成功人员", [["序号", "姓名", "移动电话"], *[[str(n), person(rng), d(mobile(rng))] for n in range(1, 4)]]


@leak(CARD)
def social(rng: Random) -> Told:
    return "抚恤金发放表", [
        ["序号", "姓名", "社保卡账号", "金额"],
        *[[str(n), person(rng), card(rng), "900"] for n in range(1, 4)],
    ]


@leak(MOBILE)
def guardian(rng: Random) -> Told:
    return "事实无人抚养儿童", [f"监护人：{person(rng)}，联系电话：{mobile(rng)}。"]


@leak(ID)
def lower(rng: Random) -> Told:
    return "悔过书", [f"本人{person(rng)}，身份证{id_number(rng).lower()}。"]


@leak(ID)
def colon_space(rng: Random) -> Told:
    return "遗失声明", [f"{person(rng)} 遗失残疾军人证，身份证号码 : {id_number(rng)} ，声明作废。"]


@leak(ID, MOBILE)
def mid(rng: Random) -> Told:
    return "名册", [
        ["某街道低保名册", "", "", ""],
        ["序号", "姓名", "身份证号", "电话"],
        ["1", person(rng), id_number(rng), mobile(rng)],
        ["某某镇", "", "", ""],
        ["序号", "姓名", "身份证号", "电话"],
        ["1", person(rng), id_number(rng), mobile(rng)],
    ]
