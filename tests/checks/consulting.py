"""Consultations as offices announce them: seeded notices of many wordings, and what is true of each."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

HAN = "〇一二三四五六七八九"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
SUBJECTS = [
    "社区食堂管理",
    "养老服务补贴",
    "残疾人辅具租赁",
    "困境儿童关爱服务",
    "殡葬服务价格",
    "社会救助家庭经济状况核对",
    "婚姻登记档案",
    "慈善超市建设",
    "社会工作者薪酬",
    "居家适老化改造",
    "流浪乞讨人员救助",
    "公益创投",
    "长者照护之家建设",
    "福利彩票公益金使用",
    "社区综合为老服务中心运营",
    "家庭养老床位",
    "孤独症儿童康复",
    "志愿服务记录",
    "区划地名",
    "孤儿基本生活保障",
]
KINDS = ("办法", "实施细则", "实施意见", "若干规定", "工作方案", "标准")
ASKING = (
    "关于公开征求《{x}（征求意见稿）》意见的公告",
    "《{x}（征求意见稿）》公开征求意见",
    "关于《{x}（草案）》向社会公开征求意见的通知",
    "{x}征求意见稿",
    "关于就《{x}》听取社会公众意见的公告",
    "某市民政局关于公开征集{x}意见建议的启事",
    "意见征集：{x}（征求意见稿）",
    "关于对《{x}（修订草案）》公开征求意见的函",
)
TELLING = (
    "《{x}》公开征求意见采纳情况",
    "关于《{x}（征求意见稿）》意见征集情况的反馈",
    "{x}征集结果公告",
    "关于公开征求《{x}》意见反馈情况的说明",
    "《{x}（草案）》公众意见汇总及采纳情况",
)
EXPLAINING = (
    "《{x}（征求意见稿）》起草说明",
    "《{x}（草案）》解读",
    "关于《{x}（征求意见稿）》的编制说明",
    "一图读懂｜{x}（征求意见稿）",
)
NEWS = (
    "我局召开《{x}（征求意见稿）》专家座谈会",
    "市民政局就{x}开展调研",
    "关于印发《{x}》的通知",
    "《{x}》听证会公告",
    "关于延聘{x}专家的公告",
)
ELSEWHERE = (
    "本办法自2026年7月1日起施行，有效期至2031年6月30日。",
    "原办法将于2023年4月30日到期。",
    "第一条　为规范工作，制定本办法。\n第二条　街道应当在每年3月31日前报送意见。\n"
    "第三条　自收到通知之日起5个工作日内反馈。",
)
PROMISES = ("征集结束后，我局将及时公布意见采纳情况。", "采纳情况将在本网站反馈。", "")
CALLS = (
    "联系人：张老师，电话：021-00000000。",
    "电子邮箱：yj@example.gov.cn，请注明“征求意见”字样。",
    "来信请寄某路1号法规处收。",
)


def han(n: int) -> str:
    """三十一."""
    tens, ones = divmod(n, 10)
    return ((HAN[tens] if tens > 1 else "") + "十" if tens else "") + (HAN[ones] if ones or not tens else "")


def written(day: date, rng: random.Random, year: bool = True) -> str:
    """The day in one of the ways that offices write it."""
    if not year:
        return rng.choice((f"{day.month}月{day.day}日", f"{han(day.month)}月{han(day.day)}日"))
    plain = f"{day.year}年{day.month}月{day.day}日"
    spelled = "".join(HAN[int(c)] for c in str(day.year)) + f"年{han(day.month)}月{han(day.day)}日"
    spaced = f"{day.year} 年 {day.month} 月 {day.day} 日"
    ways = (
        plain,
        f"{day.year}年{day.month:02}月{day.day:02}日",
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
    )
    return rng.choice((*ways, spelled, spaced, plain.translate(FULL)))


def until(first: date, last: date, rng: random.Random) -> str:
    """A sentence that states the period by its end."""
    end, begin, whole = (
        written(last, rng, rng.random() < 0.6 or last.year != first.year),
        written(first, rng),
        written(last, rng),
    )
    to = rng.choice(("至", "到", "—", "——", "-", "~", "～", "－", " 至 "))
    return rng.choice(
        (
            f"征求意见时间：{begin}{to}{end}。",
            f"公开征求意见的期限为{begin}起至{end}止。",
            f"如有意见建议，请于{end}前通过以下方式反馈：",
            f"意见反馈截止时间为{end}。",
            f"截止日期：{whole}",
            f"即日起至{end}，社会各界可通过以下方式提出意见。",
            f"现予以公示，公示期自即日起至{end}止，欢迎提出宝贵意见。",
            f"开始时间：{first.isoformat()} 09:00\n结束时间：{last.isoformat()} 17:00",
            f"有关单位和各界人士可以在{end}前，通过以下三种方式提出意见：",
            f"请将意见于{end}之前以书面形式寄至某路1号。",
            f"三、征求意见期限\n{begin}至{end}。",
            f"本次征求意见自{begin}开始，截至{end}结束。",
        )
    )


def lasting_for(count: int, unit: str, rng: random.Random) -> str:
    """A sentence that states the period by its length."""
    number, unit = (
        rng.choice((str(count), han(count))),
        rng.choice({"w": ("个工作日", "工作日"), "d": ("日", "天", "个自然日")}[unit]),
    )
    return rng.choice(
        (
            f"征求意见期限为{number}{unit}。",
            f"请在本公告发布之日起{number}{unit}内将意见反馈我局。",
            f"自公布之日起{number}{unit}内，公众可提出意见。",
            f"公示期为自发布之日起{number}{unit}，欢迎提意见。",
            f"向社会公开征求意见，为期{number}{unit}。",
        )
    )


@dataclass(frozen=True)
class Notice:
    """One consultation, and what is true of it."""

    matter: str
    title: str
    published: date
    last: date
    sentence: str
    text: str
    short: bool
    files: tuple[str, ...] = ()
    explained: bool = False
    answered: bool = False
    others: tuple[tuple[str, date, str], ...] = ()  # articles that go with it: title, day, text


def notice(rng: random.Random, matter: str, published: date, add_workdays: object) -> Notice:
    """A notice; half of them with a fault of each kind."""
    add = add_workdays
    assert callable(add)
    title = rng.choice(ASKING).format(x=matter)
    if rng.random() < 0.7:
        short = rng.random() < 0.5
        last = add(published, rng.choice((1, 2, 4) if short else (7, 8, 12, 22)))
        sentence = until(published, last, rng)
    else:
        count, unit, short = rng.choice(
            ((5, "w", True), (3, "w", True), (7, "w", False), (10, "w", False), (5, "d", True), (30, "d", False))
        )
        last = add(published, count) if unit == "w" else published + timedelta(days=count)
        sentence = lasting_for(count, unit, rng)
    lead = f"为进一步规范工作，我局研究形成了《{matter}》，现向社会公开征求意见。"
    text = "\n".join(
        (lead, sentence, rng.choice(CALLS), rng.choice(PROMISES), *rng.sample(ELSEWHERE, rng.randrange(2)))
    )
    found = Notice(matter, title, published, last, sentence, text, short, (f"附件：{matter}（征求意见稿）.docx",))
    return _answered(_explained(found, rng), rng)


def _explained(found: Notice, rng: random.Random) -> Notice:
    how, x = rng.randrange(8), found.matter
    if how == 0:
        return replace(found, files=(*found.files, f"2.{x}起草说明.pdf"), explained=True)
    if how == 1:
        return replace(found, text=f"{found.text}\n一、起草背景\n近年来需求增长，原规定已不适应。", explained=True)
    if how == 2:
        other = (rng.choice(EXPLAINING).format(x=x), found.published, "说明如下。")
        return replace(found, others=(other,), explained=True)
    if how == 3:
        return replace(found, files=(*found.files, "关于征求意见稿的说明.doc"), explained=True)
    # What explains the adopted policy half a year later does not explain the draft.
    late = ((f"《{x}》解读", found.last + timedelta(days=150), "解读如下。"),) if how == 4 else ()
    files = (*found.files, "意见反馈表填写说明.doc") if how == 5 else found.files
    return replace(found, files=files, others=late)


def _answered(found: Notice, rng: random.Random) -> Notice:
    how, x, after = rng.randrange(7), found.matter, found.last + timedelta(days=10)
    if how < 2:
        told = (rng.choice(TELLING).format(x=x), after, "共收到意见3条，采纳2条。")
        return replace(found, others=(*found.others, told), answered=True)
    if how == 2:
        words = rng.choice(
            (
                "征求意见期间，共收到公众意见12条，采纳5条。",
                "截至目前，未收到社会公众意见。",
                "意见采纳情况：\n共收到1条意见，已采纳。",
            )
        )
        return replace(found, text=f"{found.text}\n{words}", answered=True)
    news = (rng.choice(NEWS).format(x=x), after, "会议指出，要充分听取意见。") if how == 3 else None
    # Of another year's edition.
    old = (
        (f"《{x}》公开征求意见采纳情况", found.published - timedelta(days=400), "共收到意见9条。") if how == 4 else None
    )
    return replace(found, others=(*found.others, *(one for one in (news, old) if one)))
