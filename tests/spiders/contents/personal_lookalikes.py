"""Tables of numbers that are nobody's own, or that are published on purpose: none of them is a leak."""

from __future__ import annotations

from random import Random

from tests.spiders.contents.personal_cases import card, id_number, mobile, office, person, sound

Told = tuple[str, list[str] | list[list[str]]]


def _starred(number: str, first: int, last: int) -> str:
    return number[:first] + "*" * (len(number) - first - last) + number[-last:]


@sound
def masked_ids(rng: Random) -> Told:
    rows = [[str(n), person(rng), _starred(id_number(rng), 6, 4), _starred(mobile(rng), 3, 4)] for n in range(1, 9)]
    return "低保名单公示", [["序号", "姓名", "身份证号", "联系电话"], *rows]


@sound
def masked_end(rng: Random) -> Told:
    return "补贴公示", [["姓名", "身份证号"], *[[person(rng), id_number(rng)[:14] + "****"] for _ in range(5)]]


@sound
def duty_list(rng: Random) -> Told:
    rows = [[f"10月{n}日", person(rng), "处长", mobile(rng)] for n in range(1, 7)]
    return "国庆假期值班安排", [["日期", "带班领导", "职务", "值班电话"], *rows]


@sound
def duty_with_names(rng: Random) -> Told:
    rows = [[f"10月{n}日", person(rng), mobile(rng)] for n in range(1, 7)]
    return "春节值班表", [["日期", "姓名", "电话"], *rows]


@sound
def homes(rng: Random) -> Told:
    rows = [[str(n), office(rng), "某路1号", person(rng), mobile(rng)] for n in range(1, 9)]
    return "养老机构名录", [["序号", "机构名称", "地址", "负责人", "联系电话"], *rows]


@sound
def associations(rng: Random) -> Told:
    rows = [[office(rng), f"5231000050{rng.randint(1000000, 9999999)}X", person(rng), mobile(rng)] for _ in range(6)]
    return "社会组织名录", [["名称", "统一社会信用代码", "法定代表人", "联系电话"], *rows]


@sound
def shops(rng: Random) -> Told:
    rows = [[str(n), "爱心慈善超市", "某路2号", mobile(rng)] for n in range(1, 6)]
    return "慈善超市一览表", [["序号", "超市名称", "地址", "电话"], *rows]


@sound
def grid_workers(rng: Random) -> Told:
    rows = [["第一网格", person(rng), "某小区1-10号楼", mobile(rng)] for _ in range(5)]
    return "社区网格员公示", [["网格名称", "姓名", "负责区域", "手机"], *rows]


@sound
def staff(rng: Random) -> Told:
    rows = [[person(rng), "科长", "社会救助", mobile(rng)] for _ in range(5)]
    return "工作人员岗位公示", [["姓名", "职务", "职责", "联系电话"], *rows]


@sound
def mediators(rng: Random) -> Told:
    rows = [[str(n), person(rng), office(rng), mobile(rng)] for n in range(1, 6)]
    return "人民调解员名册", [["序号", "姓名", "所在调委会", "电话"], *rows]


@sound
def villages(rng: Random) -> Told:
    rows = [[str(n), "某镇", "某村", person(rng), mobile(rng)] for n in range(1, 8)]
    return "村务监督联系电话", [["序号", "乡镇", "村居", "联系人", "电话"], *rows]


@sound
def credit_codes(rng: Random) -> Told:
    return "年检结果", [
        ["序号", "名称", "统一社会信用代码"],
        *[[str(n), office(rng), id_number(rng)] for n in range(1, 6)],
    ]


@sound
def case_numbers(rng: Random) -> Told:
    return "办件公示", [["办件编号", "事项"], *[[id_number(rng), "社会团体成立登记"] for _ in range(6)]]


@sound
def case_numbers_without_label(rng: Random) -> Told:
    return "办理结果", [["号", "结果"], *[[f"31011520240315{n:04}", "已办结"] for n in range(1, 40)]]


@sound
def accounts_of_offices(rng: Random) -> Told:
    return "收款单位账户", [["单位名称", "开户银行", "账号"], *[[office(rng), "某某银行", card(rng)] for _ in range(5)]]


@sound
def amounts(rng: Random) -> Told:
    return "预算表", [["项目", "金额(元)"], *[["养老服务", f"{rng.randint(10**10, 2 * 10**10)}.00"] for _ in range(5)]]


@sound
def bar_code(rng: Random) -> Told:
    return "物资采购清单", [
        ["品名", "条码", "数量"],
        *[["棉被", f"69{rng.randint(10**10, 10**11 - 1)}", "10"] for _ in range(5)],
    ]


@sound
def landlines(rng: Random) -> Told:
    return "婚姻登记机关一览", [
        ["登记机关", "地址", "电话"],
        *[[office(rng), "某路3号", f"021-{rng.randint(20000000, 69999999)}"] for _ in range(6)],
    ]


@sound
def chairs(rng: Random) -> Told:
    return "行业协会负责人公示", [
        ["协会名称", "会长", "秘书长", "手机"],
        *[["某行业协会", person(rng), person(rng), mobile(rng)] for _ in range(5)],
    ]


@sound
def lawyers(rng: Random) -> Told:
    return "法律援助律师名单", [
        ["姓名", "律师事务所", "执业证号", "电话"],
        *[[person(rng), "某某律师事务所", f"1310120{rng.randint(10**9, 10**10 - 1)}", mobile(rng)] for _ in range(5)],
    ]


@sound
def registration_numbers(rng: Random) -> Told:
    return "慈善组织名单", [
        ["登记证号", "名称"],
        *[[f"{rng.randint(10**14, 10**15 - 1)}", office(rng)] for _ in range(6)],
    ]


@sound
def coordinates(rng: Random) -> Told:
    return "网点", [
        ["网点", "经纬度"],
        *[[office(rng), f"121.{rng.randint(10**13, 10**14)},31.{rng.randint(10**13, 10**14)}"] for _ in range(5)],
    ]


@sound
def names_only(rng: Random) -> Told:
    return "入围名单", [["准考证号", "姓名", "成绩"], *[[f"20240315{n:07}", person(rng), "85.5"] for n in range(1, 9)]]


@sound
def procurement(rng: Random) -> Told:
    return "中标结果", [
        ["包号", "供应商名称", "联系人", "联系方式", "金额"],
        *[[str(n), "某某有限公司", person(rng), mobile(rng), "1000"] for n in range(1, 5)],
    ]


@sound
def team(rng: Random) -> Told:
    return "志愿服务队一览", [["服务队", "队长", "电话"], *[[office(rng), person(rng), mobile(rng)] for _ in range(4)]]


@sound
def village_meal(rng: Random) -> Told:
    return "助餐点", [["村（社区）", "助餐点", "电话"], *[["某村", "长者食堂", mobile(rng)] for _ in range(4)]]


@sound
def notary(rng: Random) -> Told:
    return "公证机构", [["机构", "公证员", "电话"], *[["某公证处", person(rng), mobile(rng)] for _ in range(4)]]


@sound
def leaders(rng: Random) -> Told:
    return "包村领导", [
        ["乡镇", "姓名", "职务", "手机"],
        *[["某镇", person(rng), "副镇长", mobile(rng)] for _ in range(4)],
    ]


@sound
def supervisors(rng: Random) -> Told:
    return "社会监督员公示", [["姓名", "单位", "电话"], *[[person(rng), office(rng), mobile(rng)] for _ in range(4)]]


@sound
def rescue(rng: Random) -> Told:
    return "救助台账", [["救助编号", "救助站", "电话"], *[[id_number(rng), "某救助站", mobile(rng)] for _ in range(4)]]


@sound
def grave(rng: Random) -> Told:
    return "公墓一览", [
        ["公墓名称", "经营单位", "地址", "服务电话"],
        *[["某公墓", "某公司", "某路", mobile(rng)] for _ in range(4)],
    ]


@sound
def bureau_list(rng: Random) -> Told:
    return "各区民政局联系方式", [
        ["区", "科室", "联系人", "电话", "手机"],
        *[["某区", "救助科", person(rng), "021-12345678", mobile(rng)] for _ in range(4)],
    ]


@sound
def masked_mix(rng: Random) -> Told:
    return "公示", [
        ["姓名", "身份证号", "联系电话"],
        *[[person(rng)[0] + "**", id_number(rng)[:10] + "********", mobile(rng)[:7] + "****"] for _ in range(3)],
    ]
