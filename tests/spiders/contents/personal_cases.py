"""Leaks and look-alikes in variety: what publishers write, told as lines or as a table; seeded, no number of anybody.

ID numbers are of a region that does not exist (0999) and of births before 1900, cards of a run of noughts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from stdnum import luhn
from stdnum.cn import ric

from inspection.contents import Personal

ID, MOBILE, CARD = Personal.ID, Personal.MOBILE, Personal.CARD
_PEOPLE = ["张三", "李四光", "王小二", "赵六", "孙悟", "周伯通", "吴用", "郑和平", "欧阳修", "陈皮"]
_OFFICES = ["某区第一养老院", "某镇社区服务中心", "爱心助老服务社", "某某街道敬老院", "仁德护理院"]


def id_number(rng: Random) -> str:
    """An ID number that nobody has."""
    body = f"{rng.choice(['31', '32', '11', '44', '51'])}0999189{rng.randint(0, 9)}{rng.randint(1, 12):02}"
    body += f"{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    return body + ric.calc_check_digit(body + "0")


def mobile(rng: Random) -> str:
    """Eleven digits."""
    return f"1{rng.choice('3456789')}{rng.randint(0, 999_999_999):09}"


def card(rng: Random) -> str:
    """Nineteen digits of an issuer, with their check digit."""
    body = f"622202{rng.randint(0, 99):012}"
    return body + luhn.calc_check_digit(body)


def person(rng: Random) -> str:
    """A name."""
    return rng.choice(_PEOPLE)


def office(rng: Random) -> str:
    """An institution."""
    return rng.choice(_OFFICES)


@dataclass(frozen=True)
class Case:
    """One page's or file's content: a title, and lines of text or a table. `leaks`: what must be found, and no more."""

    name: str
    title: str
    leaks: frozenset[Personal]
    lines: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


Maker = Callable[[Random], tuple[str, list[str] | list[list[str]]]]
LEAKS: list[tuple[str, frozenset[Personal], Maker]] = []
SOUND: list[tuple[str, frozenset[Personal], Maker]] = []


def leak(*kinds: Personal) -> Callable[[Maker], Maker]:
    """A case in which numbers of these kinds are given away."""

    def added(maker: Maker) -> Maker:
        LEAKS.append((maker.__name__, frozenset(kinds), maker))
        return maker

    return added


def sound(maker: Maker) -> Maker:
    """A case that only looks like a leak."""
    SOUND.append((maker.__name__, frozenset(), maker))
    return maker


def case(name: str, kinds: frozenset[Personal], maker: Maker, seed: int) -> Case:
    """The case drawn with that seed."""
    title, told = maker(Random(f"{name}:{seed}"))
    if told and isinstance(told[0], list):
        return Case(name, title, kinds, table=tuple(tuple(row) for row in told))
    return Case(name, title, kinds, lines=tuple(str(line) for line in told))
