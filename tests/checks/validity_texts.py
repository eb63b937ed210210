"""Closing clauses as documents write them, in many shapes, and what only looks like one."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

_HAN = "〇一二三四五六七八九"
GENRES = (
    "办法",
    "规定",
    "实施细则",
    "通知",
    "意见",
    "实施意见",
    "工作方案",
    "若干措施",
    "操作规程",
    "管理办法（试行）",
)
_YEARS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 10: "十"}


@dataclass(frozen=True)
class Clause:
    """A text, and the last day of its document's term; None where it states none."""

    text: str
    end: date | None


def stating(rng: random.Random) -> Clause:
    """A document with its own term."""
    start = date(rng.randint(2010, 2024), rng.randint(1, 12), rng.randint(1, 28))
    years = rng.choice(list(_YEARS))
    end = start.replace(year=start.year + years) - timedelta(days=1)
    own, act = f"本{rng.choice(GENRES).partition('（')[0]}", rng.choice(("施行", "实施", "执行", "生效"))
    since = f"自{written(start, rng)}起{rng.choice(('', '正式'))}{act}"
    label = rng.choice(("有效期", "有效期限"))
    length = f"{rng.choice((str(years), _YEARS[years], f' {years} '))}年"
    until = f"{rng.choice(('至', '到', '截至'))}{written(end, rng)}{rng.choice(('', '止'))}"
    comma, dot = rng.choice("，,"), rng.choice("。；")
    said = rng.choice(
        (
            f"{own}{since}{comma}{label}{rng.choice(('', '为', '：'))}{length}",
            f"{own}{since}{comma}{label}{rng.choice(('', '为'))}{until}",
            f"{own}{since}。{label}{rng.choice(('', '为'))}{length}",
            f"{own}由市民政局负责解释{comma}{since}{comma}{label}{length}",
            f"{own}{label}为{length}{comma}{since}",
            f"{own}{label}自{written(start, rng)}起{until}",
            f"{since}{comma}{label}{until}",
            f"{own}自{written(start, rng)}起试行{comma}试行{rng.choice(('', '期', '期为'))}{length}",
            f"{own}{since}{comma}{label}{until}{comma}原《旧的办法》（沪民发〔2009〕3号）同时废止",
        )
    )
    return Clause(_within(rng, f"{_article(rng)}{said}{dot}"), end)


def silent(rng: random.Random) -> Clause:
    """A document that states no term of its own, with one of something else's in it."""
    day, length = written(date(rng.randint(2015, 2024), 3, 9), rng), f"{rng.choice((2, 3, 5))}年"
    thing = rng.choice(
        ("合同", "证书", "许可证", "申请材料", "体检报告", "评估等级", "身份证", "登记证书", "投标", "优惠券", "资质")
    )
    said = rng.choice(
        (
            f"{thing}有效期{length}。",
            f"{thing}有效期至{day}。",
            f"{thing}自{day}起生效，有效期{length}。",
            f"{thing}自颁发之日起有效期为{length}。",
            f"《某市另一办法》自{day}起施行，有效期{length}。",
            f"请在{thing}有效期届满前三十日内提出申请。",
            f"本办法所称有效期，是指{thing}的有效期。",
            f"报名自{day}起至次月止。",
            f"自{day}起，标准调整为每月1510元。",
            f"该办法自{day}起施行，有效期{length}。",
        )
    )
    last = rng.choice(("", f"本规定自{day}起施行。", f"本通知自{day}起执行（试行）。"))
    return Clause(_within(rng, f"{_article(rng)}{said}", f"{_article(rng)}{last}"), None)


def written(day: date, rng: random.Random) -> str:
    """A day as offices write it."""
    spelt = f"{''.join(_HAN[int(c)] for c in str(day.year))}年{_han(day.month)}月{_han(day.day)}日"
    return rng.choice(
        (
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year} 年 {day.month} 月 {day.day} 日",
            f"{day.year}年{day.month:02d}月{day.day:02d}日",
            f"{day:%Y-%m-%d}",
            spelt,
        )
    )


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{'' if tens == 0 else '十' if tens == 1 else _HAN[tens] + '十'}{_HAN[ones] if ones else ''}"


def _article(rng: random.Random) -> str:
    return rng.choice(("", f"第{rng.randint(2, 40)}条 ", f"第{_han(rng.randint(2, 40))}条　", "六、", "（三）"))


def _within(rng: random.Random, *closing: str) -> str:
    body = [
        f"第{_han(n)}条 各区民政局应当按照职责做好第{n}项工作，定期报告情况。" for n in range(1, rng.randint(3, 30))
    ]
    foot = rng.choice(([], ["某市民政局", "2020年1月1日"], ["附件：申请表"]))
    return rng.choice(("\n", "\n\n")).join([*body, *(c for c in closing if c), *foot])
