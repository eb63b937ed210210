"""An office document as text with its structure: numbers of lists, rows of tables, pages. For what people prepare."""

from __future__ import annotations

from inspection.file_kinds import HEAD, kind_of
from spiders.files.numbered_word import read_numbered
from spiders.files.pdf import is_garbled
from spiders.files.reader import read_file
from spiders.files.ruled_pdf import read_ruled
from spiders.files.text import UnreadError

MAX_BYTES = 60 * 1024 * 1024
_WHY = {
    "scanned": "是扫描件，没有文字层；请用带文字的版本，或先做文字识别（OCR）",
    "picture": "是图片；请用带文字的版本，或先做文字识别（OCR）",
    "encrypted": "加了密码；请另存为不加密的文件",
    "damaged": "已损坏或不完整；请用 Word、WPS 打开后另存",
    "too-large": "过大；请确认给的是要点文件",
    "no-tool": "这种格式在本机上读不了；请另存为 docx、pdf 或 txt",
    "unknown-kind": "不是认识的文件格式；请另存为 docx、pdf 或 txt",
    "garbled": "的文字是乱码（字体没有对照表）；请用 docx 或 txt 版本",
    "empty": "是空的",
    "timeout": "读取超时；请另存为 docx 或 txt",
    "nested": "是压缩包；请解压后给出其中的文件",
    "reader-broke": "内容异常，读取时占用内存过多或出错，已停止；请用 Word、WPS 打开后另存为 docx 或 txt",
}


class DocumentError(ValueError):
    """A document without text to be had. Its words say why, in Chinese, and follow the file's name."""

    @classmethod
    def of(cls, reason: str) -> DocumentError:
        """In the words for that reason: `unread` of a file's facts."""
        return cls(_WHY.get(reason, f"读不出文字（{reason}）"))


def document_text(body: bytes, name: str) -> str:
    """The text: a paragraph a line, rows of tables with tabs, form feeds between pages. Raises DocumentError."""
    if len(body) > MAX_BYTES:
        raise DocumentError(_WHY["too-large"])
    try:
        text = _read(body, name, kind_of(body[:HEAD]))
    except UnreadError as error:
        raise DocumentError.of(error.reason) from error
    except (
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
        OSError,
    ) as error:
        raise DocumentError(_WHY["damaged"]) from error
    if not text.strip():
        raise DocumentError(_WHY["empty"])
    if is_garbled(text):
        raise DocumentError(_WHY["garbled"])
    return text


def _read(body: bytes, name: str, kind: str) -> str:
    if kind == "docx":
        return read_numbered(body)
    if kind == "pdf":
        return read_ruled(body)
    if kind == "empty":
        raise UnreadError("empty")
    if kind == "zip":
        raise UnreadError("nested")
    if (plain := _utf16(body)) is not None:
        return plain
    read = read_file(body, name)
    if not read.text.strip() and read.unread:
        raise UnreadError(read.unread)
    if not read.text.strip() and kind not in ("text", "html", "rtf"):
        raise UnreadError("unknown-kind")
    return read.text


def _utf16(body: bytes) -> str | None:
    """Notepad's “Unicode”."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    return None
