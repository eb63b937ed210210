"""A lexicon as a clerk writes it: one entry a line, 错误写法 -> 正确写法 | 说明 | 例外：上下文1、上下文2."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from datetime import date

from inspection.wordings import Lexicon, Post, Wrong

_ARROW = re.compile(r"\s*(?:[-－—–=＝]{1,2}[>＞〉]|→|⇒|➔)\s*")
_BAR = re.compile(r"\s*[|｜]\s*")
_UNLESS = re.compile(r"^例外\s*[:：]?\s*")
_POST = re.compile(r"^职务\s*[:：]\s*")
_SECTION = re.compile(r"^[\[【]\s*(.*?)\s*[\]】]$")
_SINCE = re.compile(r"^(?:自|从)?\s*(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?\s*(?:起|以来)?$")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]")
_SECTIONS = {"严重": False, "错误": False, "提醒": True}
_LONGEST, _SHORTEST = 100, 2  # characters of a wording
_LONGEST_LINE = 4_000  # characters; what is longer is no lexicon's, and costs the square of its length
_MOST = 100_000  # entries of one file
_TOLD = 5  # mistakes that are told one by one


@dataclass
class _File:
    name: str
    entries: dict[str, tuple[int, Wrong]] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    mild: bool = False

    def wrong(self, line: int, said: str) -> None:
        self.mistakes.append(f"第 {line} 行{said}")


def read_lexicon(name: str, body: bytes) -> Lexicon:
    """The lexicon in these bytes. Lines that cannot be read are its problem; the others count. Never raises."""
    text = _decoded(body)
    if text is None:
        return Lexicon(name, problem=f"词表“{name}”的编码无法识别，请用记事本另存为 UTF-8")
    file = _File(name)
    for number, line in enumerate(text.splitlines(), 1):
        if (line := line.strip().strip("\ufeff\u3000 ")) and not line.startswith(("#", "＃")):
            _line(file, number, line)
        if len(file.entries) > _MOST:
            file.wrong(number, f"起没有再读：一个词表最多 {_MOST} 条，请分成几个文件")
            break
    problem = ""
    if file.mistakes:
        more = len(file.mistakes) - _TOLD
        rest = f"；另有 {more} 行" if more > 0 else ""
        problem = f"词表“{name}”有写错的地方：{'；'.join(file.mistakes[:_TOLD])}{rest}"
    return Lexicon(name, tuple(entry for _, entry in file.entries.values()), problem, tuple(file.posts))


def _decoded(body: bytes) -> str | None:
    """UTF-8 with or without its mark, UTF-16 with it, else GBK: what editors on office machines write."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _line(file: _File, number: int, line: str) -> None:
    if len(line) > _LONGEST_LINE:
        file.wrong(number, f"有 {len(line)} 个字，太长；一行只写一条")
    elif _UNSEEN.search(line):
        file.wrong(number, "含有看不见的控制字符，请删去后重新输入")
    elif section := _SECTION.match(line):
        if section[1] in _SECTIONS:
            file.mild = _SECTIONS[section[1]]
        else:
            file.wrong(number, f"的“{line}”不是分段标题，可以写 [严重] 或 [提醒]")
    elif post := _POST.match(line):
        _post(file, number, line[post.end() :])
    else:
        _entry(file, number, line)


def _entry(file: _File, number: int, line: str) -> None:
    parts = _ARROW.split(line, maxsplit=1)
    if len(parts) < 2:
        file.wrong(number, f"“{line[:20]}”没有箭头，请写成：错误写法 -> 正确写法")
        return
    right, *notes = _BAR.split(parts[1])
    wrong = parts[0].strip()
    if not _SHORTEST <= len(wrong) <= _LONGEST or len(right) > _LONGEST:
        file.wrong(number, f"“{wrong[:20]}”应为 {_SHORTEST} 到 {_LONGEST} 个字（一个字到处都会出现）")
    elif wrong == right:
        file.wrong(number, f"“{wrong}”的错误写法和正确写法相同")
    elif wrong in file.entries:
        file.wrong(number, f"“{wrong}”与第 {file.entries[wrong][0]} 行重复，请只留一行")
    else:
        unless = [one for note in notes if _UNLESS.match(note) for one in _listed(_UNLESS.sub("", note))]
        why = "；".join(note for note in notes if note and not _UNLESS.match(note))
        file.entries[wrong] = (number, Wrong(wrong, right.strip(), why, tuple(unless), file.mild))


def _post(file: _File, number: int, said: str) -> None:
    who, *notes = _BAR.split(said)
    name, _, posts = who.partition(" ") if " " in who else who.partition("\u3000")
    since = next((day for note in notes if (day := _day(note)) is not None), None)
    held = tuple(_listed(posts))
    if not 2 <= len(name) <= 20 or not held:
        file.wrong(number, "请写成：职务：姓名 现任职务1、现任职务2 | 自2024-03-01")
    elif any(note and _day(note) is None for note in notes):
        file.wrong(number, "“|”后面请写任职日期，如 自2024-03-01")
    else:
        file.posts.append(Post(name, held, since))


def _day(note: str) -> date | None:
    match = _SINCE.match(note)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _listed(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[、，,；;]", text) if one.strip()]
