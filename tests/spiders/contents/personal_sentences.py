"""Numbers in running text that are nobody's own, or that are published on purpose: none of them is a leak."""

from __future__ import annotations

from random import Random

from stdnum.cn import ric

from tests.spiders.contents.personal_cases import card, id_number, mobile, office, person, sound

Told = tuple[str, list[str] | list[list[str]]]


def _line(title: str, *lines: str) -> Told:
    return title, list(lines)


@sound
def contact(rng: Random) -> Told:
    return _line("采购公告", f"联系人：{person(rng)}，联系电话：{mobile(rng)}")


@sound
def contacts_with_titles(rng: Random) -> Told:
    return _line("活动通知", f"报名请联系{person(rng)[:1]}老师，电话{mobile(rng)}（微信同号）。")


@sound
def hotline(rng: Random) -> Told:
    return _line("服务指南", "服务热线：962200、12345；咨询电话：021-23111111、400-820-0000。")


@sound
def credit_code(rng: Random) -> Told:
    number = id_number(rng)
    return _line("登记公告", f"统一社会信用代码：{number}，名称：{office(rng)}")


@sound
def case_number(rng: Random) -> Told:
    return _line("受理通知", f"受理编号：{id_number(rng)}，请凭编号查询。")


@sound
def document_numbers(rng: Random) -> Told:
    return _line("通知", f"沪民规〔2024〕{rng.randint(1, 30)}号", "文号：20240315000123456789")


@sound
def order(rng: Random) -> Told:
    return _line("采购结果", f"订单号：{card(rng)}，项目编号：{rng.randint(10**17, 10**18 - 1)}")


@sound
def serial(rng: Random) -> Told:
    return _line("缴款通知", f"流水号{card(rng)}；凭证号 {rng.randint(10**15, 10**16 - 1)}")


@sound
def account_of_a_foundation(rng: Random) -> Told:
    return _line("慈善募捐公告", f"户名：某市慈善基金会，开户行：某某银行，账号：{card(rng)}")


@sound
def donations(rng: Random) -> Told:
    return _line("爱心捐款倡议", f"捐款账号：{card(rng)}（某市红十字会）")


@sound
def deposit(rng: Random) -> Told:
    return _line("招标公告", f"投标保证金请汇至：某某招标代理有限公司，账号 {card(rng)}")


@sound
def amount(rng: Random) -> Told:
    return _line("决算说明", f"全年支出{rng.randint(13_000_000_000, 19_000_000_000)}元，同比增长3.5%。")


@sound
def dates(rng: Random) -> Told:
    return _line("公告", "公示期20240315—20240322，发布时间20240315093000，版本号202403151200")


@sound
def milliseconds(rng: Random) -> Told:
    return _line(
        "新闻", f"updateTime {rng.randint(1_600_000_000_000, 1_800_000_000_000)} id {rng.randint(10**12, 10**13)}"
    )


@sound
def isbn(rng: Random) -> Told:
    return _line("书目", "ISBN 978-7-5000-1234-5，条形码 6901234567892")


@sound
def sample(rng: Random) -> Told:
    return _line("填表说明", f"身份证号按18位填写，例如：{id_number(rng)}；手机号例：{mobile(rng)}")


@sound
def standard_example(rng: Random) -> Told:
    return _line("编码规则", "如 11010519491231002X 为北京市朝阳区公民身份号码。")


@sound
def unsound_checksum(rng: Random) -> Told:
    number = id_number(rng)
    wrong = next(d for d in "0123456789" if d != number[-1] and d != ric.calc_check_digit(number[:17] + "0"))
    return _line("资料", f"编码 {number[:17]}{wrong}")


@sound
def impossible_date(rng: Random) -> Told:
    return _line("资料", "设备 310999189013990018 与 110999189002300011 已入库")


@sound
def longer_string(rng: Random) -> Told:
    return _line("电子票据", f"校验码 {id_number(rng)[:17]}0{rng.randint(10**11, 10**12)}")


@sound
def letters_around(rng: Random) -> Told:
    return _line("快递", f"运单号SF{mobile(rng)}，设备号IMEI{rng.randint(10**14, 10**15 - 1)}")


@sound
def address_of_an_article(rng: Random) -> Told:
    return _line("转载", f"https://example.gov.cn/art/2024/{mobile(rng)}.html 和 /tzgg/{id_number(rng)}/index.html")


@sound
def lost_person(rng: Random) -> Told:
    return _line("寻亲公告", f"请其亲属与救助管理站联系，联系人{person(rng)[:1]}警官，联系电话{mobile(rng)}。")


@sound
def recruitment(rng: Random) -> Told:
    return _line("招聘启事", f"咨询电话：{mobile(rng)}（工作日9:00—17:00），联系人：{person(rng)}")


@sound
def lottery(rng: Random) -> Told:
    return _line("福彩开奖", "第2024031期 01 05 12 18 23 30 07；奖池 1234567890123.45 元")


@sound
def project(rng: Random) -> Told:
    return "招标公告", [f"项目负责人：{person(rng)} {mobile(rng)}；技术负责人：{person(rng)}，电话{mobile(rng)}。"]


@sound
def complaint(rng: Random) -> Told:
    return "公示", [f"投诉举报电话：{mobile(rng)}（王科长）"]


@sound
def fiscal(rng: Random) -> Told:
    return "缴款说明", [f"开户名称：某区财政局　账　号：{card(rng)}　开户行：建设银行"]


@sound
def parent_school(rng: Random) -> Told:
    return "家长课堂", [f"家长学校联系电话：{mobile(rng)}"]


@sound
def ourbureau(rng: Random) -> Told:
    return "关于征求意见的公告", [f"如有意见请反馈至我局，联系电话：{mobile(rng)}，我局联系电话{mobile(rng)}"]


@sound
def wewill(rng: Random) -> Told:
    return "服务承诺", [f"我中心电话：{mobile(rng)}，我们的服务电话{mobile(rng)}。"]


@sound
def appconsult(rng: Random) -> Told:
    return "申请须知", [f"申请人咨询电话：{mobile(rng)}；老人服务热线：{mobile(rng)}；患者服务中心电话{mobile(rng)}"]


@sound
def asset(rng: Random) -> Told:
    return "资产", [f"资产WH{id_number(rng)}已报废"]


@sound
def wechat(rng: Random) -> Told:
    return "通知", [f"微信/手机：{mobile(rng)}（陈主任）", f"QQ群：{mobile(rng)}"]


@sound
def delivery(rng: Random) -> Told:
    return "采购合同", [
        f"甲方：某局 联系人：{person(rng)} 手机：{mobile(rng)}",
        f"乙方：某公司 账号：{card(rng)} 法定代表人：{person(rng)} 电话：{mobile(rng)}",
    ]


@sound
def invoice(rng: Random) -> Told:
    return "票据", [f"发票代码 031002300111 发票号码 {rng.randint(10**7, 10**8)} 合同编号：{id_number(rng)}"]


@sound
def expert(rng: Random) -> Told:
    return "咨询服务", [f"心理咨询师{person(rng)}，咨询预约：{mobile(rng)}（周一至周五）"]


@sound
def training(rng: Random) -> Told:
    return "培训通知", [
        f"请各单位将报名表发送至邮箱，联系人：{person(rng)}，手机：{mobile(rng)}；乘车联系：{person(rng)} {mobile(rng)}"
    ]


@sound
def lost2(rng: Random) -> Told:
    return "寻人启事", [f"有知情者请与家属联系，{person(rng)[0]}先生：{mobile(rng)}"]
