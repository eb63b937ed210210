"""Lists of people and directories of offices: whose numbers a row's are, told by the headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspection.contents import Personal
from spiders.contents.personal_numbers import Number, has_long_number

Row = Sequence[str]
_LONGEST = 24  # letters of a heading


class Role(StrEnum):
    """What a column holds."""

    DOCUMENT = "document"  # numbers of cases, documents, organisations
    ID = "id"
    CARD = "card"
    OFFICE_PHONE = "office-phone"
    OWN_PHONE = "own-phone"
    PHONE = "phone"
    CONTACT = "contact"  # who speaks for an office
    PERSON = "person"
    STAFF = "staff"  # posts and duties: the people are in office
    OFFICE = "office"
    PLAIN = "plain"  # a heading that says nothing of whose the row is


_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words))
    for role, words in (
        (
            Role.DOCUMENT,
            r"信用代码|机构代码|登记证|流水|编号|文号|单号|订单|条形?码|序列号|批号|案号|受理号|档案号|备案号|许可证|证书号"
            r"|标识码|索引号|项目代码|合同号|发票|税号|物料|统一代码",
        ),
        (Role.ID, r"身份证|身份号码|证件号|公民身份|残疾证|残疾人证"),
        (Role.CARD, r"卡号|银行卡|[账帐][号户]|一卡通|存折|社保卡"),
        (
            Role.OFFICE_PHONE,
            r"(?:值班|咨询|热线|服务|办公|单位|监督|举报|投诉|机构|受理|预约|报名|订餐|总机).{0,4}(?:电话|手机|号码|方式)"
            r"|热线|传真",
        ),
        (
            Role.OWN_PHONE,
            r"(?:本人|家庭|家长|家属|监护人|个人|亲属|户主|申请人|学生|父亲|母亲|父母|老人).{0,4}(?:电话|手机|号码|方式)",
        ),
        (Role.PHONE, r"电话|手机|联系方式|联系号码|移动号码"),
        (
            Role.CONTACT,
            r"联系人|负责人|代表人|法人代表|经办人|值班人|网格员|院长|站长|所长|主任|书记|处长|科长|局长|调解员|联络员|管理员"
            r"|责任人|工作人员|承办人|领导|社工|协管员|登记员|颁证员|律师|带班|理事长|会长|秘书长|专管员|指导员|咨询师",
        ),
        (
            Role.PERSON,
            r"姓名|户主|申请人|受助|对象|学生|考生|家长|监护人|老人|儿童|残疾人$|患者|当事人|报名人|获奖者|持卡人|领取人"
            r"|受益人|学员|收款人|持证人|亲属|家庭成员|本人|烈属|逝者|被救助人|认领人|收养人|送养人|捐赠人|捐款人",
        ),
        (
            Role.STAFF,
            r"职务|岗位|职责|分工|责任区|负责区域|负责范围|服务区域|服务范围|网格|值班|办公室|执业|所在科室|带班|职称",
        ),
        (
            Role.OFFICE,
            r"机构|单位|公司|企业|组织|协会|网点|站点|服务站|服务点|中心|养老院|敬老院|福利院|学校|医院|窗口|殡仪馆|公墓|登记处"
            r"|超市|食堂|部门|科室|处室|店|馆|^名称|项目",
        ),
        (
            Role.PLAIN,
            r"序号|^序$|性别|年龄|民族|出生|地址|住址|街道|乡镇|街镇|镇|村|社区|居委|区县|金额|标准|备注|类别|类型|时间|日期"
            r"|人数|户籍|学历|成绩|准考证|籍贯|面积|等级|开户|保障|原因|邮编|邮箱|^户名|关系|床位|状态|^事项|^结果",
        ),
    )
)  # fmt: skip
# Said above a table, these make it one of people in office, whose numbers are published on purpose.
_IN_OFFICE = re.compile(
    r"值班|网格|通讯录|工作人员|服务人员|联络员|责任人|河长|林长|包保|调解员|律师|公证员|办事人员|经办人员|窗口人员|领导|颁证员|专管员|社工"
    r"|监督员|督导|讲师|宣讲|专家|评审|委员|理事|联系人|负责人"
)
# These make it one of people who ask, get, or are tried.
_OF_PEOPLE = re.compile(
    r"低保|特困|救助|补贴|补助|困难|残疾|孤儿|留守|高龄|优抚|退役|安置|受助|受益|拟聘|录用|面试|笔试|考生|体检|入围|中签|摇号|认领|申请|救济"
    r"|慰问|帮扶|脱贫|失独|津贴|抚恤|报名"
)


def role_of(heading: str) -> Role | None:
    """What stands under this heading; None: it is not known as one."""
    bare = re.sub(r"\s", "", heading)
    if not bare or len(bare) > _LONGEST:
        return None
    return next((role for role, words in _WORDS if words.search(bare)), None)


def is_heading(row: Row, *, first: bool = False) -> bool:
    """Whether a row names what stands below it: two headings or more that are known, and no digits; in the `first` row
    of a table one is enough."""
    cells = [cell for cell in row if cell.strip()]
    known = sum(role_of(cell) is not None for cell in cells)
    if first and known == 1 and len(cells) >= 2:
        return not any(map(str.isdecimal, "".join(cells))) and all(len(cell) <= _LONGEST for cell in cells)
    return known >= 2 and known * 2 >= len(cells) and not any(map(has_long_number, cells))


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table, and whose rows stand below them."""

    names: tuple[str, ...]
    roles: tuple[Role | None, ...]
    of_people: bool

    @classmethod
    def of(cls, row: Row, above: str = "") -> Headings:
        """`above`: the words over the table."""
        names = tuple(" ".join(cell.split()) for cell in row)
        roles = tuple(map(role_of, names))
        return cls(names, roles, _of_people(roles, above))

    def joined(self, row: Row, above: str) -> Headings:
        """With a second row of headings below the first."""
        width = max(len(self.names), len(row))
        first = [*self.names, *[""] * (width - len(self.names))]
        second = [*row, *[""] * (width - len(row))]
        return Headings.of([a if a == b else f"{a}{b}" for a, b in zip(first, second, strict=True)], above)

    def at(self, place: int) -> tuple[str, Role | None]:
        """The heading over a cell, and what stands there."""
        return (self.names[place], self.roles[place]) if place < len(self.names) else ("", None)

    def holds(self, *roles: Role) -> bool:
        """Whether a column of such a kind is among them."""
        return any(role in roles for role in self.roles)


def gives_away(number: Number, role: Role | None, *, of_people: bool, with_id: bool) -> bool:
    """Whether a number under such a heading is a person's. `with_id`: an ID number stands in the same row."""
    if number.kind is Personal.ID:
        return role is not Role.DOCUMENT and (number.sure or role is Role.ID)
    if number.kind is Personal.CARD:
        people = of_people or with_id
        return people and (role is Role.CARD or (number.sure and role in (None, Role.PLAIN)))
    if role is Role.OWN_PHONE:
        return True
    return (of_people or with_id) and role in (Role.PHONE, Role.PERSON, Role.PLAIN, None)


def _of_people(roles: Sequence[Role | None], above: str) -> bool:
    """A row is a person's where a person comes before any office, and nothing says that the person is in office."""
    if Role.ID in roles:
        return True
    person = roles.index(Role.PERSON) if Role.PERSON in roles else None
    if person is None:
        return False
    if _OF_PEOPLE.search(above) and not _IN_OFFICE.search(above):
        return True
    office = roles.index(Role.OFFICE) if Role.OFFICE in roles else len(roles)
    return person < office and Role.STAFF not in roles and not _IN_OFFICE.search(above)
