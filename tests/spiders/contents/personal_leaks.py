"""Leaks: what inspections have found on portals, drawn anew."""

from __future__ import annotations

from random import Random

from tests.spiders.contents.personal_cases import CARD, ID, MOBILE, card, id_number, leak, mobile, office, person

Told = tuple[str, list[str] | list[list[str]]]


def _spread(number: str, *groups: int) -> str:
    at, said = 0, []
    for group in groups:
        said.append(number[at : at + group])
        at += group
    return " ".join(said)


@leak(ID, MOBILE)
def beneficiaries(rng: Random) -> Told:
    heads = [
        ["序号", "姓名", "身份证号码", "家庭住址", "联系电话"],
        ["编号", "户主姓名", "公民身份号码", "住址", "手机号码"],
    ]
    rows = [[str(n), person(rng), id_number(rng), "某镇某村12号", mobile(rng)] for n in range(1, rng.randint(4, 30))]
    return "2024年第三季度低保对象公示", [rng.choice(heads), *rows]


@leak(ID)
def only_id_numbers(rng: Random) -> Told:
    return "临时救助名单", [
        ["序号", "申请人", "证件号码", "金额(元)"],
        *[[str(n), person(rng), id_number(rng), "800"] for n in range(1, 9)],
    ]


@leak(MOBILE)
def recipients_with_phones(rng: Random) -> Told:
    rows = [[str(n), "某街道", "某居委", person(rng), "女", mobile(rng)] for n in range(1, 12)]
    return "高龄津贴发放名单公示", [["序号", "街道", "居委", "姓名", "性别", "联系电话"], *rows]


@leak(CARD)
def cards_in_a_list(rng: Random) -> Told:
    rows = [[str(n), person(rng), card(rng), "500.00"] for n in range(1, 9)]
    return "残疾人两项补贴发放明细", [
        ["序号", "姓名", rng.choice(["银行卡号", "银行账号", "一卡通账号"]), "金额"],
        *rows,
    ]


@leak(ID, CARD, MOBILE)
def all_three(rng: Random) -> Told:
    rows = [[str(n), person(rng), id_number(rng), card(rng), mobile(rng)] for n in range(1, 7)]
    return "退役士兵一次性补助", [["序号", "姓名", "身份证", "卡号", "手机"], *rows]


@leak(MOBILE)
def parents(rng: Random) -> Told:
    rows = [[person(rng), "五年级", person(rng), mobile(rng)] for _ in range(6)]
    return "留守儿童关爱服务名册", [["儿童姓名", "年级", "监护人", "监护人电话"], *rows]


@leak(ID)
def in_a_sentence(rng: Random) -> Told:
    return "行政处罚决定书", [
        f"当事人：{person(rng)}，男，身份证号码：{id_number(rng)}，住某市某区某路。",
        "经查，你未经登记开展活动。",
    ]


@leak(ID)
def full_width(rng: Random) -> Told:
    wide = id_number(rng).translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    return "送养公告", [f"送养人{person(rng)}，身份证号：{wide}，现送养一名男婴。"]


@leak(ID)
def in_groups(rng: Random) -> Told:
    number = id_number(rng)
    said = rng.choice([_spread(number, 6, 8, 4), _spread(number, 6, 4, 4, 4), _spread(number, 3, 3, 4, 4, 4)])
    return "受理公告", [f"申请人{person(rng)}（身份证号：{said}）的申请已受理。"]


@leak(ID)
def with_unseen_signs(rng: Random) -> Told:
    number = id_number(rng)
    return "认领公告", [f"{person(rng)}，身份证号\u200b{number[:6]}\u200b{number[6:14]}\ufeff{number[14:]}。"]


@leak(ID)
def bare(rng: Random) -> Told:
    return "人员名单", [f"{person(rng)} {id_number(rng)}" for _ in range(5)]


@leak(ID)
def disability_certificate(rng: Random) -> Told:
    rows = [[str(n), person(rng), id_number(rng).replace("X", "X") + "42", "肢体"] for n in range(1, 6)]
    return "残疾人辅具适配名单", [["序号", "姓名", "残疾证号", "类别"], *rows]


@leak(ID)
def old_number(rng: Random) -> Told:
    born = f"{rng.randint(20, 60)}0{rng.randint(1, 9)}1{rng.randint(0, 9)}"
    return "人事档案", [f"{person(rng)}，身份证号：{id_number(rng)[:6]}{born}{rng.randint(100, 999)}。"]


@leak(MOBILE)
def letter(rng: Random) -> Told:
    said = [
        f"我叫{person(rng)}，家住某小区，我的电话是{mobile(rng)}，请尽快回复。",
        f"我母亲今年八十岁，请联系我，手机{mobile(rng)}。",
    ]
    return "关于养老补贴发放的咨询", [rng.choice(said)]


@leak(MOBILE)
def own_phone(rng: Random) -> Told:
    return "信访答复意见书", [f"申请人：{person(rng)}，申请人联系电话：{mobile(rng)}。", "经核实，现答复如下。"]


@leak(ID, MOBILE)
def form(rng: Random) -> Told:
    return "社会救助申请表", [
        ["姓名", person(rng), "性别", "男"],
        ["身份证号", id_number(rng), "手机号码", mobile(rng)],
        ["家庭住址", "某路1号", "", ""],
    ]


@leak(CARD)
def account_of_a_person(rng: Random) -> Told:
    return "救助金发放告知", [f"户名：{person(rng)}，开户行：某某银行某支行，账号：{card(rng)}。"]


@leak(CARD)
def grouped_card(rng: Random) -> Told:
    number = card(rng)
    return "补贴打卡信息", [f"{person(rng)}的银行卡号：{_spread(number, 4, 4, 4, 4, 3)}"]


@leak(ID, MOBILE)
def candidates(rng: Random) -> Told:
    rows = [[str(n), f"2024{n:04}", person(rng), id_number(rng), mobile(rng)] for n in range(1, 8)]
    return "公开招聘面试人员名单", [["序号", "准考证号", "姓名", "身份证号", "联系方式"], *rows]


@leak(MOBILE)
def candidates_of_units(rng: Random) -> Told:
    rows = [[str(n), person(rng), office(rng), mobile(rng)] for n in range(1, 8)]
    return "养老护理员培训报名人员名单", [["序号", "姓名", "工作单位", "手机号"], *rows]


@leak(ID)
def legal_representative(rng: Random) -> Told:
    return "注销登记公告", [
        f"{office(rng)}（统一社会信用代码：52310000MJ4900000A），法定代表人{person(rng)}，身份证号{id_number(rng)}。"
    ]


@leak(ID)
def among_case_numbers(rng: Random) -> Told:
    rows = [[f"3101152024031{n:05}", person(rng), id_number(rng)] for n in range(1, 9)]
    return "办件公示", [["办件编号", "姓名", "身份证号"], *rows]


@leak(ID, MOBILE)
def hidden_columns(rng: Random) -> Told:
    rows = [[str(n), person(rng), "通过", "", "", id_number(rng), mobile(rng)] for n in range(1, 6)]
    return "资格审核结果", [["序号", "姓名", "结果", "", "", "身份证号", "电话"], *rows]


@leak(ID)
def parents_of_a_child(rng: Random) -> Told:
    return "弃婴公告", [
        f"父亲{person(rng)}，公民身份号码{id_number(rng)}；母亲{person(rng)}，公民身份号码{id_number(rng)}。"
    ]
