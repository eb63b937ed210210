"""YAML text into plain values, with the place of each; refuses what would exhaust the machine."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from inspection.errors import Mistake

MAX_BYTES = 1024 * 1024  # a plan of 5,000 columns is half of it
MAX_NODES = 100_000  # after every alias is written out
MAX_DEPTH = 50
_TAG = "tag:yaml.org,2002:"

Path = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Source:
    """What was read: plain values, the places of keys and of values by their path, and what was wrong."""

    value: Any = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


def say_path(path: Path) -> str:
    """`columns[2].update_within`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "方案"


def read_yaml(data: bytes | str) -> Source:
    """Reads one YAML 1.2 document. Every mistake that can be told at once is in `mistakes`."""
    text = _decoded(data)
    if isinstance(text, Mistake):
        return Source(mistakes=[text])
    try:
        reader = YAML(typ="safe", pure=True)
        reader.composer.warn_double_anchors = False  # a line in the log for each, and a second for every thousand
        node = reader.compose(text)
    except RecursionError:
        return Source(mistakes=[_whole("文件嵌套过深", "请检查括号和缩进")])
    except ReaderError as error:
        return Source(mistakes=[_unreadable(text, error)])
    except MarkedYAMLError as error:
        return Source(mistakes=[_syntax(text, error)])
    except (YAMLError, ValueError):
        return Source(mistakes=[_whole("不是有效的 YAML 文件", "请对照示例检查写法")])
    if node is None:
        return Source(mistakes=[_whole("文件是空的", "可用 xunjian plan new 网址 生成初稿")])
    return _Reader().read(node)


def _whole(message: str, mend: str, line: int | None = None, column: int | None = None) -> Mistake:
    return Mistake("方案", message, mend, line, column)


def _decoded(data: bytes | str) -> str | Mistake:
    if len(data) > MAX_BYTES:
        return _whole(f"文件超过 {MAX_BYTES // 1024} KB", "巡检方案不需要这么大，请确认给的是方案文件")
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _whole("文件是 UTF-16 编码", "请另存为 UTF-8 编码", 1, 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        looks = "文件不是 UTF-8 编码，像是 GBK" if _is_gbk(data) else "文件不是 UTF-8 编码"
        return _whole(looks, "请用记事本等编辑器另存为 UTF-8 编码", line, 1)


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _unreadable(text: str, error: ReaderError) -> Mistake:
    at = error.position if isinstance(error.position, int) else 0
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return _whole("文件中有不可见的控制字符", "请删去这个字符", line, column)


# What the YAML reader says, and what it means to an office. The first that fits is shown.
_PROBLEMS = (
    (r"found undefined alias", "引用了没有定义的别名", "以 * 开头的文字请加引号"),
    (r"'\\t'|tab", "用了制表符（Tab）", "请改用空格缩进"),
    (r"mapping values are not allowed", "这里不能再出现“:”", "请检查缩进；文字里含“: ”时整段加引号"),
    (r"expected a single document", "文件里有不止一份文档（---）", "请只保留一份方案"),
    (r"quoted scalar|end of stream.*quote", "引号没有成对", "请补上另一半引号"),
    (r"could not find expected ':'", "这一行缺少半角冒号“:”", "请写成 名称: 内容"),
    (r"expected ',' or '[\]}]'|flow (mapping|sequence)", "括号没有成对，或缺少半角逗号“,”", "请检查 [ ] 和 { }"),
    (r"cannot start any token|alphabetic or numeric", "这里有 YAML 不允许的符号", "请给这段文字加引号"),
    (r"<block end>|block (mapping|collection|sequence)", "缩进没有对齐", "同一级的各行请用同样多的空格缩进"),
)


def _syntax(text: str, error: MarkedYAMLError) -> Mistake:
    said = f"{error.problem or ''} {error.context or ''}"
    message, mend = next(((m, how) for words, m, how in _PROBLEMS if re.search(words, said)), ("YAML 写法有误", ""))
    # What was opened and never closed is mended where it opens, not at the end of the file.
    unclosed = message.endswith(("没有成对", "半角逗号“,”")) and error.context_mark
    mark = unclosed or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines() or [""]
    for number in {line, line - 1} & set(range(1, len(lines) + 1)):
        if tab := re.match(r"^ *\t", lines[number - 1]):
            return _whole("缩进用了制表符（Tab）", "请改用空格缩进", number, tab.end())
        if wide := re.match(r"^[\s\-{]*[\w.]+：", lines[number - 1]):
            return _whole("键名后面用了全角冒号“：”", "请改用半角冒号加空格“: ”", number, wide.end())
    return _whole(message, mend or "请对照示例检查这一行及上一行的写法", min(line, len(lines)), column)


class _Reader:
    """Walks the tree of nodes, once for each time that a node is written or referred to."""

    def __init__(self) -> None:
        self.source = Source()
        self.count = 0
        self.scalars = YAML(typ="safe", pure=True).constructor

    def read(self, node: Node) -> Source:
        try:
            self.source.value = self._value(node, ())
        except _TooMuchError:
            self.source.mistakes = [
                _whole("别名（& 和 *）或嵌套层层展开，内容过大", "请去掉别名，把内容直接写出来", *_at(node))
            ]
            self.source.value = None
        return self.source

    def _value(self, node: Node, path: Path) -> Any:
        self.count += 1
        if self.count > MAX_NODES or len(path) > MAX_DEPTH:
            raise _TooMuchError
        self.source.values[path] = Place(*_at(node))
        if isinstance(node, MappingNode):
            return dict(self._items(node, path))
        if isinstance(node, SequenceNode):
            return [self._value(item, (*path, number)) for number, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _items(self, node: MappingNode, path: Path) -> Iterator[tuple[Hashable, Any]]:
        first: dict[Hashable, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode) or key_node.tag == f"{_TAG}merge":
                self._wrong(key_node, path, "键名写法不对", "键名只能是一个词，也不支持 << 合并")
                continue
            key = self._scalar(key_node, path)
            place = (*path, key)
            if key in first:
                self._wrong(key_node, place, f"“{key}”重复，第 {first[key]} 行已经写过", "请删去其中一个")
                continue
            first[key] = _at(key_node)[0]
            self.source.keys[place] = Place(*_at(key_node))
            yield key, self._value(value_node, place)

    def _scalar(self, node: Node, path: Path) -> Any:
        tag = str(node.tag or "").removeprefix(_TAG)
        builders = {
            "null": self.scalars.construct_yaml_null,
            "bool": self.scalars.construct_yaml_bool,
            "int": self.scalars.construct_yaml_int,
            "float": self.scalars.construct_yaml_float,
            "timestamp": self.scalars.construct_yaml_timestamp,
        }
        if tag == "str":
            return node.value
        if tag not in builders:
            self._wrong(node, path, f"不支持的标记 {node.tag}", "请去掉以 ! 开头的标记")
            return None
        try:
            value = builders[tag](node)
        except (ValueError, OverflowError):
            return node.value  # 2024-02-30 looks like a date and is none: the noun that wants a date says so
        return value if not isinstance(value, date) or type(value) is date else node.value

    def _wrong(self, node: Node, path: Path, message: str, mend: str) -> None:
        self.source.mistakes.append(Mistake(say_path(path), message, mend, *_at(node)))


class _TooMuchError(Exception):
    """More than any plan holds."""


def _at(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
