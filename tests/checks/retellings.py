"""Notices of many matters, each retold by an account under a title and in words of its own; and what only looks so."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

# (the matter, its act): 关于{act}{matter}的通知. Matters of one line belong to one series: look-alikes of each other.
SERIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("举办", ("家庭照护技能公益课堂", "婴幼儿托育技能公益课堂", "手语翻译技能公益课堂")),
    ("举办", ("社会工作督导人才研修班", "志愿服务组织者研修班", "慈善信托实务研修班")),
    ("举办", ("银龄书画摄影作品展", "残疾儿童绘画作品展", "军休干部手工作品展")),
    ("开展", ("养老机构消防安全检查", "儿童福利机构食品安全检查", "殡葬服务机构收费检查")),
    ("征集", ("社区治理创新案例", "慈善文化宣传作品", "移风易俗倡议标语", "地名故事短视频")),
    ("招募", ("清明祭扫引导志愿者", "婚姻家庭辅导志愿者", "困境儿童陪伴志愿者", "失智老人关爱志愿者")),
    ("招聘", ("社区事务受理中心工作人员", "救助管理站护理人员", "婚姻登记处辅助人员")),
    ("调整", ("殡仪馆骨灰寄存业务受理时间", "收养登记窗口接待时间", "老年人综合津贴发放时间")),
    ("申报", ("品牌社会组织培育项目", "养老服务质量提升项目", "社会工作服务示范项目")),
    ("评选", ("最美养老护理员", "优秀慈善项目", "孝亲敬老家庭")),
    ("办理", ("社会救助对象年度认定", "孤儿基本生活费续领", "流动人口婚姻信息补录")),
)
NOTICES = {
    "举办": ("关于举办{m}的通知", "关于组织举办{m}的公告", "市民政局关于举办{m}的通知", "关于举办{y}年{m}的通知"),
    "开展": ("关于开展{m}的通知", "关于组织开展{y}年度{m}工作的通知", "关于进一步做好{m}工作的通知"),
    "征集": ("关于征集{m}的公告", "关于公开征集{m}的通知", "关于面向社会征集{m}的公告", "{m}征集公告"),
    "招募": ("关于公开招募{m}的公告", "关于招募{m}的通知", "{m}招募公告"),
    "招聘": ("关于公开招聘{m}的公告", "关于招聘{m}的通知", "{y}年{m}招聘公告"),
    "调整": ("关于调整{m}的通告", "关于调整{m}的公告", "{m}调整公告"),
    "申报": ("关于组织申报{y}年{m}的通知", "关于开展{m}申报工作的通知", "关于做好{m}申报工作的通知"),
    "评选": ("关于开展{m}评选活动的通知", "关于组织开展{y}年{m}评选的通知"),
    "办理": ("关于办理{m}的通知", "关于做好{m}有关工作的通知", "关于开展{m}工作的公告"),
}
HEADS = (
    "",
    "",
    "速看！",
    "便民｜",
    "提醒｜",
    "好消息！",
    "@街坊邻居，",
    "收藏！",
    "民政服务站｜",
    "戳进来，",
    "通知｜",
)
POSTS = {
    "举办": ("{m}开班啦", "{m}来了", "{m}，邀你参加！", "{m}即将启动", "快来参加{m}", "{m}报名啦！"),
    "开展": ("{m}开始啦！", "{y}年{m}正在进行", "{m}启动", "注意！{m}来了"),
    "征集": ("{m}征集中！", "征集令｜{m}等你来", "{m}，等你来投稿！", "公开征集{m}啦", "快来参与，{m}征集启动"),
    "招募": ("{m}公开招募中！", "招募令｜招募{m}", "{m}，期待你的加入", "招募啦！{m}看过来"),
    "招聘": ("{m}招聘启动", "招聘｜{m}", "公开招聘{m}，速看", "招人啦！{m}"),
    "调整": ("{m}调整啦", "{m}有变化", "注意，{m}调整", "{m}有新变化！"),
    "申报": ("{m}申报开始啦", "{y}年{m}，快来申报", "{m}申报通道开启", "申报｜{m}"),
    "评选": ("{m}评选启动", "{m}评选开始啦", "快来参与{m}评选"),
    "办理": ("{m}开始办理", "{m}，请及时办理", "别忘了！{m}要办理啦"),
}
WHOM = ("符合条件的市民", "本市户籍老人家庭", "各类服务对象", "热心公益的居民", "相关单位和个人", "有意向的申请人")
EXTRA = (
    "材料不齐的应当一次补正", "受理结果以短信告知", "现场设有引导人员", "线上线下均可递交材料", "名额有限先到先得",
    "因特殊情况不能到场的可以委托他人", "隐私信息将严格保密", "全程不收取任何费用",
)  # fmt: skip


@dataclass(frozen=True)
class Matter:
    """One matter with its facts."""

    act: str
    name: str
    day: date
    since: date
    until: date
    phone: str

    def wrong(self, rng: random.Random) -> Matter:
        """The same with one fact told otherwise."""
        if rng.random() < 0.5:
            return replace(self, phone=_phone(rng))
        return replace(self, until=self.until + timedelta(days=rng.choice((1, 2, 3, 5, 7))))


def a_matter(rng: random.Random, day: date, series: int, which: int) -> Matter:
    """A matter of a series with facts of its own."""
    act, names = SERIES[series % len(SERIES)]
    since = day + timedelta(days=rng.randint(2, 12))
    until = since + timedelta(days=rng.randint(9, 30))
    return Matter(act, names[which % len(names)], day, since, until, _phone(rng))


def notice(matter: Matter, rng: random.Random) -> tuple[str, str]:
    """Title and body on the portal."""
    title = rng.choice(NOTICES[matter.act]).format(m=matter.name, y=matter.day.year)
    lines = [
        f"为做好{matter.name}工作，维护{rng.choice(WHOM)}的权益，现就有关事项通知如下",
        f"报名时间自{_day(matter.since)}起，截止时间为{_day(matter.until)}",
        f"咨询电话：021-{matter.phone}",
        *rng.sample(EXTRA, 3),
        f"请各单位认真落实\n市民政局\n{matter.day.year}年{_day(matter.day)}",
    ]
    return title, "。\n".join(lines)


def post(matter: Matter, rng: random.Random) -> tuple[str, str]:
    """Title and body on the account, in words of its own."""
    title = rng.choice(HEADS) + rng.choice(POSTS[matter.act]).format(m=matter.name, y=matter.day.year)
    year = f"{matter.day.year}年" if matter.since.year == matter.day.year == matter.until.year else ""
    until, phone = _day(matter.until), matter.phone
    facts = [
        rng.choice((f"{year}{_day(matter.since)}起可以报名", f"{_day(matter.since)}开始报名")),
        rng.choice((f"报名截止：{until}", f"{until}前完成报名", f"{until}报名截止")),
        rng.choice((f"咨询电话：{phone}", f"有疑问请拨打电话{phone[:4]}-{phone[4:]}", f"咨询热线：（021）{phone}")),
    ]
    rng.shuffle(facts)
    return title, "。\n".join(["小伙伴们，好消息到了，记得转告家里人", *facts, "更多内容请留意我们的推送"])


def _phone(rng: random.Random) -> str:
    return f"{rng.randint(3, 6)}{rng.randint(10**6, 10**7 - 1)}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


# Notice and post of one form, each about another of these: never one content.
LOOKALIKES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("关于{x}社区食堂开放安排的通知", "{x}社区食堂开放啦", ("浦东新区", "静安区", "青浦区", "崇明区")),
    ("关于准予上海{x}公益基金会成立登记的公告", "上海{x}公益基金会成立登记", ("晨光", "启明", "同心", "和悦")),
    ("关于{x}行业协会注销登记的公告", "{x}行业协会注销登记公告", ("家具", "茶叶", "钟表", "印刷")),
    ("关于公布{x}份婚姻登记预约安排的通知", "{x}份婚姻登记预约安排来了", ("1月", "2月", "3月", "4月")),
    ("关于公开招募{x}志愿者的公告", "{x}志愿者公开招募中！", ("清明引导", "助餐送餐", "心理陪伴", "法律援助")),
    ("关于举办社会工作者{x}培训班的通知", "社会工作者{x}培训班开班", ("能力提升", "督导技能", "心理健康")),
    ("关于举办养老护理员{x}培训的通知", "养老护理员{x}培训开始报名啦", ("初级", "中级", "高级")),
    ("关于举办第{x}期社会组织负责人培训班的通知", "第{x}期社会组织负责人培训班开班", ("一", "二", "三", "四")),
    ("关于征集{x}优秀案例的公告", "{x}优秀案例征集啦", ("社区治理", "慈善帮扶", "养老助餐")),
    ("关于调整{x}服务时间的通告", "{x}服务时间调整啦", ("婚姻登记窗口", "殡仪馆接待", "档案查询大厅")),
    ("关于申报{x}项目的通知", "{x}项目申报啦", ("市级福彩公益金", "区级福彩公益金", "社会组织培育")),
    ("关于{x}墓区祭扫预约安排的公告", "{x}墓区祭扫预约开始", ("东", "西", "南", "北")),
    ("关于举办人才招聘会（{x}专场）的通知", "人才招聘会（{x}专场）来啦", ("青浦", "松江", "嘉定")),
    ("关于举办养老护理竞赛{x}的通知", "养老护理竞赛{x}", ("圆满落幕", "结果公布", "获奖名单", "精彩回顾", "动员会")),
)  # fmt: skip


def form(rng: random.Random, day: date, phone: str) -> str:
    """A body of a form, in which nothing but the facts tells what it is about."""
    since = day + timedelta(days=rng.randint(2, 12))
    until = since + timedelta(days=rng.randint(9, 30))
    facts = f"现将有关事项通知如下。\n报名时间自{_day(since)}起，截止时间为{_day(until)}。\n咨询电话：021-{phone}。\n"
    return facts + "。\n".join(rng.sample(EXTRA, 3))
