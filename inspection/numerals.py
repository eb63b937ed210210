"""Numbers as documents write them in Han numerals: 十五, 廿, 一百零五, 两, 贰; and years figure by figure: 二〇二五."""

from __future__ import annotations

_FIGURES = {letter: str(at) for at, letter in enumerate("零一二三四五六七八九")}
_FIGURES |= {letter: str(at) for at, letter in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_FIGURES |= dict.fromkeys("〇○Oo", "0") | {"两": "2", "兩": "2"}
_TABLE = str.maketrans(_FIGURES)


def figures(text: str) -> str:
    """二〇二五 → 2025; what is no numeral stays as it is."""
    return text.translate(_TABLE)


def number(text: str) -> int:
    """18 → 18, 十五 → 15, 廿八 → 28, 两 → 2; 0 where it is no number."""
    if text.isdecimal():
        return int(text)
    hundreds, _, rest = text.replace("廿", "二十").replace("卅", "三十").rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    parts = [figures(part) for part in (hundreds, tens, ones)]
    if not all(part.isdecimal() or not part for part in parts) or not (ten or hundreds or ones):
        return 0
    return int(parts[0] or 0) * 100 + (int(parts[1] or 1) * 10 if ten else 0) + int(parts[2] or 0)
