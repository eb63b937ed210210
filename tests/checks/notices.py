"""Notices with facts, worded as offices word them on the portal, and reworded as accounts do."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

DISTRICTS = ("浦东新区", "黄浦区", "静安区", "徐汇区", "长宁区", "普陀区", "虹口区", "杨浦区", "闵行区", "宝山区")
# Per kind of fact: wordings on the portal, and on an account.
WORDINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "peak": (
        ("祭扫高峰预计为{period}", "预计{period}为祭扫高峰日", "今年清明祭扫高峰将出现在{period}"),
        ("高峰日：{period}", "{period}将迎来祭扫高峰", "祭扫高峰集中在{period}，请错峰出行"),
    ),
    "booking": (
        ("{period}实行预约祭扫", "预约时间为{period}", "市民可于{period}通过“随申办”预约"),
        ("预约时间：{period}", "预约通道{period}开放", "记得在{period}提前预约哦"),
    ),
    "apply_by": (
        ("请于{day}前完成报名", "报名截止时间为{day}", "报名材料须于{day}前提交，逾期不予受理"),
        ("报名截止：{day}", "{day}之前都可以报名", "报名截止到{day}"),
    ),
    "hours": (
        ("开放时间为{hours}", "各墓园每日开放时间：{hours}", "每天{hours}对外开放"),
        ("开放时间：{hours}", "{hours}开放", "墓园开放时间调为{hours}"),
    ),
    "phone": (
        ("咨询电话：{phone}", "联系电话：{phone}", "如有疑问，请致电{phone}咨询", "上海市民政局咨询电话：{phone}"),
        ("咨询电话：{phone}", "有问题请拨打{phone}", "热线电话：{phone}", "☎️咨询：{phone}"),
    ),
    "watchdog": (
        ("监督电话：{phone}", "监督投诉电话：{phone}"),
        ("监督电话 {phone}", "投诉请拨打：{phone}"),
    ),
    "start": (
        ("本办法自{day}起施行", "上述规定自{day}起实施"),
        ("{day}起施行！", "新规自{day}起正式实施"),
    ),
    "held": (
        ("活动定于{day}举行", "启动仪式将于{day}举办"),
        ("{day}举办", "活动将于{day}举行，欢迎参加"),
    ),
    "publicity": (
        ("公示时间：{period}", "公示期为{period}"),
        ("公示期：{period}", "公示时间为{period}"),
    ),
    "hiring": (("招聘面试时间为{day}", "面试定于{day}进行"), ("面试时间：{day}", "{day}面试")),
}
FILLER = (
    "为切实做好相关服务保障工作，现将有关事项通知如下",
    "各单位要高度重视，加强组织领导，落实工作责任",
    "倡导网络祭扫、代客祭扫等绿色低碳方式",
    "严禁在墓园内焚烧纸钱冥币",
    "请广大市民合理安排出行，尽量乘坐公共交通工具",
    "老年人可由家属陪同前往",
    "申请人应当如实填写相关信息，并对材料真实性负责",
    "本市户籍居民和持有效居住证的人员均可参加",
    "各区民政部门应当及时受理群众来访",
    "符合条件的困难家庭可以同时享受其他救助政策",
    "工作人员将佩戴统一标识提供引导服务",
    "现场设置便民服务点，提供饮用水和轮椅",
)
TOPICS = (
    "清明祭扫服务",
    "社区养老服务设施开放",
    "公益创投项目征集",
    "婚姻登记便民服务",
    "社会工作者招聘",
    "慈善周活动",
)


@dataclass(frozen=True)
class Value:
    """One fact of a notice."""

    kind: str
    period: tuple[date, date] | None = None
    hours: tuple[int, int] | None = None
    phone: str = ""

    def changed(self, rng: random.Random) -> Value:
        """Another value, as a slip of the pen makes it."""
        if self.period:
            first, last = self.period
            step = timedelta(days=rng.choice((1, 2, 3, 7, 10)))
            if first == last:
                return replace(self, period=(first + step, last + step))
            return replace(
                self, period=rng.choice(((first, last + step), (first - step, last), (first + step, last + step)))
            )
        if self.hours:
            return replace(self, hours=(self.hours[0] + rng.choice((30, 60)), self.hours[1]))
        digits = list(self.phone)
        while "".join(digits) == self.phone:
            at = rng.randrange(2, 7)
            digits[at], digits[at + 1] = digits[at + 1], digits[at]
            if rng.random() < 0.3:
                digits[at] = str(rng.randrange(10))
        return replace(self, phone="".join(digits))


@dataclass(frozen=True)
class Notice:
    """A matter with its facts, and everything that is said about it."""

    topic: str
    day: date
    values: tuple[Value, ...]
    fillers: tuple[str, ...]


def a_notice(rng: random.Random, day: date) -> Notice:
    """A matter with two to six facts, each kind at most once."""
    kinds = rng.sample(sorted(WORDINGS), rng.randint(2, 6))
    return Notice(
        rng.choice(TOPICS), day, tuple(_value(rng, kind, day) for kind in kinds), tuple(rng.sample(FILLER, 6))
    )


def _value(rng: random.Random, kind: str, day: date) -> Value:
    first = day + timedelta(days=rng.randint(3, 60))
    if kind in {"phone", "watchdog"}:
        return Value(kind, phone=f"{rng.randint(2, 6)}{rng.randint(10**6, 10**7 - 1)}")
    if kind == "hours":
        return Value(kind, hours=(rng.choice((420, 480, 510, 540)), rng.choice((960, 990, 1020, 1050))))
    if kind in {"peak", "booking", "publicity"}:
        return Value(kind, period=(first, first + timedelta(days=rng.randint(1, 25))))
    return Value(kind, period=(first, first))


def portal(notice: Notice, rng: random.Random) -> tuple[str, str]:
    """Title and body on the portal."""
    lines = [
        *(f"{say(value, 0, rng, notice.day)}。" for value in notice.values),
        *(f"{f}。" for f in notice.fillers[1:]),
    ]
    rng.shuffle(lines)
    numbered = [f"{'一二三四五六七八九十'[n % 10]}、{line}" for n, line in enumerate(lines)]
    signed = f"上海市民政局\n{notice.day.year}年{notice.day.month}月{notice.day.day}日"
    return f"关于做好{notice.day.year}年{notice.topic}工作的通知", "\n".join(
        [notice.fillers[0] + "：", *numbered, signed]
    )


def account(notice: Notice, rng: random.Random, values: tuple[Value, ...]) -> tuple[str, str]:
    """Title and body on an account: retitled, reordered, shortened."""
    heads = ("定了！{}安排来了", "【提醒】{}，这些要知道", "关注｜{}最新消息", "{}，速看！")
    lines = [
        *(say(value, 1, rng, notice.day) + rng.choice("。！") for value in values),
        *rng.sample(notice.fillers[1:], 3),
    ]
    rng.shuffle(lines)
    tail = rng.choice(("来源：上海民政\n编辑：值班编辑", "扫码关注我们", "END"))
    return rng.choice(heads).format(notice.topic), "小编为您梳理了要点👇\n" + "\n".join([*lines, tail])


def say(value: Value, side: int, rng: random.Random, near: date) -> str:
    """One fact in words."""
    words = rng.choice(WORDINGS[value.kind][side])
    period = value.period
    return words.format(
        period=_period(rng, *period, near) if period else "",
        day=_day(rng, period[0], near) if period else "",
        hours=_hours(rng, *value.hours) if value.hours else "",
        phone=_phone(rng, value.phone) if value.phone else "",
    )


def _day(rng: random.Random, day: date, near: date, year: bool | None = None) -> str:
    stated = f"{day.year}年" if (rng.random() < 0.4 if year is None else year) else ""
    week = f"（周{'一二三四五六日'[day.weekday()]}）" if rng.random() < 0.3 else ""
    space = " " if rng.random() < 0.1 else ""
    return f"{stated}{day.month}{space}月{space}{day.day}{space}日{week}"


def _period(rng: random.Random, first: date, last: date, near: date) -> str:
    between = rng.choice(("至", "—", "-", "到", "~", "－", "起至"))
    end = f"{last.day}日" if first.month == last.month and rng.random() < 0.5 else _day(rng, last, near, year=False)
    return f"{_day(rng, first, near)}{between}{end}"


def _hours(rng: random.Random, first: int, last: int) -> str:
    def one(minutes: int, style: int) -> str:
        hour, minute = divmod(minutes, 60)
        if style == 0:
            return f"{hour}:{minute:02d}"
        if style == 1:
            return f"{hour}：{minute:02d}"
        half = "上午" if hour < 12 else "下午"
        if style == 2:
            return f"{half}{hour if hour <= 12 else hour - 12}:{minute:02d}"
        return f"{hour}时{f'{minute}分' if minute else ''}"

    style = rng.randrange(4)
    return f"{one(first, style)}{rng.choice(('至', '-', '—'))}{one(last, style)}"


def _phone(rng: random.Random, digits: str) -> str:
    head, tail = digits[:4], digits[4:]
    return rng.choice(
        (digits, f"021-{digits}", f"（021）{digits}", f"021-{head} {tail}", f"{head}-{tail}", f"(021){head}{tail}")
    ).translate(str.maketrans("0123456789", "０１２３４５６７８９") if rng.random() < 0.1 else {})
