"""Notices with facts in them, their wording for an account, contradictions and look-alikes without one."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

# (title of the notice, titles an account may give it, what is done)
TOPICS = (
    (
        "关于做好{y}年清明祭扫服务保障工作的通知",
        ("{y}年清明祭扫服务保障工作安排来了！", "关注｜{y}年清明祭扫服务保障工作"),
        "预约祭扫",
    ),
    (
        "关于开展{y}年度社会组织年度检查的通知",
        ("@全市社会组织，{y}年度检查开始啦", "{y}年度社会组织年度检查，看这里"),
        "提交年检材料",
    ),
    ("关于公开招募养老护理志愿者的公告", ("养老护理志愿者公开招募中！", "招募令｜公开招募养老护理志愿者"), "报名"),
    ("关于组织申报{y}年公益创投项目的通知", ("{y}年公益创投项目组织申报启动", "速看！{y}年公益创投项目申报"), "申报"),
    (
        "关于开展困难残疾人生活补贴资格复核的通知",
        ("困难残疾人生活补贴资格复核开始", "提醒｜困难残疾人生活补贴资格复核"),
        "复核登记",
    ),
    (
        "关于举办社区工作者能力提升培训班的通知",
        ("社区工作者能力提升培训班开班", "来学习！社区工作者能力提升培训班"),
        "报名",
    ),
    ("关于征集敬老月活动方案的公告", ("敬老月活动方案征集", "征集令｜敬老月活动方案等你来"), "投稿"),
    (
        "关于调整婚姻登记窗口服务时间的通告",
        ("婚姻登记窗口服务时间调整啦", "便民｜婚姻登记窗口服务时间调整"),
        "预约登记",
    ),
    ("关于开展殡葬服务价格公示的公告", ("殡葬服务价格公示", "公示｜殡葬服务价格"), "查询"),
    ("关于印发《临时救助实施办法》的通知", ("《临时救助实施办法》印发", "新规｜《临时救助实施办法》来了"), "申请救助"),
)
ROUTINE = (
    "社区食堂探访记", "老年大学开课见闻", "民政知识每日一问", "一线社工的一天", "走进社会福利院", "志愿服务进楼组",
    "慈善超市里的暖心事", "乡镇服务站观察", "我们的地名故事", "儿童之家活动剪影",
)  # fmt: skip


def _phone(rng: random.Random) -> str:
    return f"6{rng.randrange(10**6, 10**7)}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


class Topic:
    """One matter, with its facts; the account's wording may state them otherwise."""

    def __init__(self, rng: random.Random, which: int, at: datetime) -> None:
        title, others, self.act = TOPICS[which]
        self.rng, self.at = rng, at
        self.title = title.format(y=at.year)
        self.other = rng.choice(others).format(y=at.year)
        self.phone = _phone(rng)
        self.until = (at + timedelta(days=rng.randint(18, 45))).date()
        self.since = (at + timedelta(days=rng.randint(2, 9))).date()

    def portal(self) -> list[str]:
        return [
            "各区民政局、各有关单位：",
            f"为方便群众{self.act}，现将有关事项通知如下。",
            f"一、{self.act}自{_day(self.since)}开始，截止时间为{_day(self.until)}。",
            "二、办理时间为工作日上午9:00至下午4:30，请合理安排时间。",
            f"三、咨询电话：021-{self.phone}。",
            "请各单位广泛宣传，做好解释和服务工作，确保各项安排落到实处。",
        ]

    def account(self, wrong: str = "", loose: bool = False) -> list[str]:
        """The account's paragraphs. `wrong`: phone or date; `loose`: the same facts in other words and forms."""
        phone, until = self.phone, self.until
        if wrong == "phone":
            phone = _phone(self.rng)
        if wrong == "date":
            until += timedelta(days=self.rng.randint(1, 6))
        if loose:
            wide = phone.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
            shown = self.rng.choice([f"（021）{phone[:4]} {phone[4:]}", wide, f"021—{phone}", phone])
            return [
                f"小伙伴们注意啦！{self.act}的安排已经公布。",
                f"{self.act}自{self.since.year}年{_day(self.since)}起，截止时间为{until.year}年{_day(until)}。",
                "办理时间：工作日9时至16时30分。",
                f"咨询电话：{shown}",
            ]
        return [
            f"为方便群众{self.act}，有关安排如下，欢迎转发。",
            f"{self.act}自{_day(self.since)}开始，截止时间为{_day(until)}。",
            "办理时间为工作日上午9:00至下午4:30，请合理安排时间。",
            f"咨询电话：021-{phone}。",
        ]


def routine(rng: random.Random, serial: int) -> tuple[str, list[str]]:
    """A post that is no notice: its title is its own, its text says nothing that could contradict."""
    name = ROUTINE[serial % len(ROUTINE)]
    title = f"{name}（第{serial}期）"
    lines = [
        f"{name}，本期记录第{serial}个故事。",
        "".join(rng.choices("春夏秋冬风雨花草山水人家街坊邻里欢声笑语", k=40)) + "。",
    ]
    return title, lines
