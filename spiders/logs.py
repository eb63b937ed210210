"""One log for everything that runs: our own lines, Scrapy's, Twisted's and every library's, each with site and round.

Lines are written with `get(name).info("中文一句话", pages=12)`. `store`, `checks` and `notifications` use the standard
`logging.getLogger(__name__)`, which comes out the same way. structlog is imported with the first line that is written:
most readers' processes write none.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from textwrap import indent
from types import MappingProxyType, TracebackType
from typing import Any, Literal, TextIO
from urllib.parse import urlsplit

from spiders.accounts.secrets import Secrets
from spiders.log_lines import Cleaning, as_json, stamp

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["auto", "json", "text"]

_ROOMS = ("inspection", "store", "spiders", "checks", "notifications", "schedulers", "desk")
_OURS = ("xunjian", *_ROOMS, "demo", "benchmarks")
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}
_SECRET_VARIABLE = re.compile(r"KEY|TOKEN|SECRET|PASSW|COOKIE|WEBHOOK|CREDENTIAL|PING_URL")
_TOLD_ELSEWHERE = ("scrapy.downloadermiddlewares.retry",)  # an address that does not answer is in the round's record
_SHORTEST = 8  # characters; a shorter value of a variable that only sounds secret may be any word

_everywhere: dict[str, Any] = {}  # what is true of the whole process: threads and Twisted's callbacks know no context
_here: ContextVar[Mapping[str, Any]] = ContextVar("xunjian_log", default=MappingProxyType({}))
_secrets: list[Callable[[str], str]] = []


class Log:
    """Writes lines under one name. Facts are named values; None is left out."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, event: str, **facts: Any) -> None:
        """For whoever looks for a fault in the program."""
        self.at("debug", event, **facts)

    def info(self, event: str, **facts: Any) -> None:
        """What an operator reads to see that all goes well."""
        self.at("info", event, **facts)

    def warning(self, event: str, **facts: Any) -> None:
        """It goes on, but somebody may want to know."""
        self.at("warning", event, **facts)

    def error(self, event: str, **facts: Any) -> None:
        """Something was not done."""
        self.at("error", event, **facts)

    def exception(self, event: str, **facts: Any) -> None:
        """An error with the traceback of the exception in hand."""
        self._logger.log(logging.ERROR, event, exc_info=True, extra={"facts": facts})

    def at(self, level: str, event: str, /, **facts: Any) -> None:
        """At a level by its name."""
        number = LEVELS.get(level, logging.ERROR)
        if self._logger.isEnabledFor(number):
            self._logger.log(number, event, extra={"facts": facts})


def get(name: str) -> Log:
    """The log of a module: `log = logs.get(__name__)`."""
    return Log(name)


def bind(**names: Any) -> None:
    """From now on every line of this process has these: site, round, kind, process. None takes one back.

    For a process that does one thing; where several go on side by side, use `bound`.
    """
    _everywhere.update(names)
    _here.set({**_here.get(), **names})


@contextmanager
def bound(**names: Any) -> Iterator[None]:
    """Within, every line of this task (and of what it starts) has these."""
    token = _here.set({**_here.get(), **names})
    try:
        yield
    finally:
        _here.reset(token)


def blot(redact: Callable[[str], str]) -> None:
    """Blot out further secrets: `redact` is asked about every text of every line from now on."""
    _secrets.append(redact)


def configure(
    level: str = "info",
    format: str = "auto",
    stream: TextIO | None = None,
    process: str | None = None,
) -> None:
    """Send every line of this process to `stream` (standard error). May be called again.

    Libraries are heard from "warning" on, unless `level` is "debug". `auto`: text on a terminal, else JSON. `process`
    names the process in every line.
    """
    stream = stream if stream is not None else sys.stderr
    in_json = format == "json" or (format == "auto" and not stream.isatty())
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _Handler)]:
        root.removeHandler(handler)
    root.addHandler(_Handler(stream, in_json=in_json, level=LEVELS[level]))
    root.setLevel(LEVELS[level])
    logging.captureWarnings(True)
    logging.getLogger("asyncio").setLevel(logging.INFO)  # its "using selector" comes before anything has a name
    if in_json:  # what ends the process is a line like any other
        sys.excepthook = _uncaught
        threading.excepthook = _uncaught_in_thread
    if process is not None:
        bind(process=process)


def configure_child(process: str, **names: Any) -> None:
    """The log of a child: JSON on standard error, for the parent to pass on; XUNJIAN_LOG_LEVEL applies."""
    level = os.environ.get("XUNJIAN_LOG_LEVEL", "").strip().lower()
    configure(level if level in LEVELS else "info", "json", process=process)
    bind(**names)


def writes_json() -> bool:
    """Whether this process's log is JSON: nothing else is to be written between its lines then."""
    return any(handler.in_json for handler in logging.getLogger().handlers if isinstance(handler, _Handler))


class _Handler(logging.StreamHandler[TextIO]):
    """Writes whole lines. A line that cannot be made or written costs that line, nothing else."""

    def __init__(self, stream: TextIO, *, in_json: bool, level: int) -> None:
        super().__init__(stream)
        self.in_json = in_json
        self._least = level
        self._render: Callable[[logging.LogRecord], str] | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        """Ours from the level on; other people's when something is wrong."""
        if record.name in _TOLD_ELSEWHERE and self._least > logging.DEBUG:
            return False
        ours = record.name.partition(".")[0] in _OURS or record.name == "child"
        least = self._least if ours or self._least <= logging.DEBUG else max(self._least, logging.WARNING)
        return record.levelno >= least

    def format(self, record: logging.LogRecord) -> str:
        """The line. Warnings of libraries come in several lines, and leave in one."""
        if self._render is None:
            self._render = _renderer(self.stream, in_json=self.in_json)
        line = self._render(record)
        encoding = getattr(self.stream, "encoding", None) or "utf-8"
        return line.encode(encoding, "backslashreplace").decode(encoding)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the standard library's name)
        """A faulty line, or a stream that is gone: neither is a reason to stop."""
        said = {"level": "error", "event": "一行日志无法写出", "logger": str(record.name)[:100], **_context()}
        with suppress(OSError, ValueError):
            self.stream.write(as_json(Cleaning(_redact).facts(said), plain=True) + self.terminator)
            self.flush()


def _context() -> dict[str, Any]:
    return {**_everywhere, **_here.get()}


def _redact(text: str) -> str:
    for redact in _secrets:
        text = redact(text)
    return text


def _secrets_of_environment() -> Callable[[str], str]:
    named = [name for name, value in os.environ.items() if _SECRET_VARIABLE.search(name) and len(value) >= _SHORTEST]
    secrets = Secrets(os.environ, named)
    with suppress(ValueError):
        secrets.learn(urlsplit(os.environ.get("XUNJIAN_DATABASE", "")).password or "")
    return secrets.redact


def _renderer(stream: TextIO, *, in_json: bool) -> Callable[[logging.LogRecord], str]:
    import structlog  # a tenth of a second, for who writes a line

    known = _secrets_of_environment()
    cleaning = Cleaning(lambda text: _redact(known(text)))
    plain = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"

    def state(_logger: Any, _method: str, event: Any) -> Any:
        stated = stamp(event["_record"], _context())
        return cleaning.facts({**stated, "event": event["event"], "exception": event.get("exception")})

    def json_line(_logger: Any, _method: str, facts: Any) -> str:
        return as_json(facts, plain=plain)

    console = structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), sort_keys=False, pad_event_to=0, timestamp_key="time"
    )

    def text_line(logger: Any, method: str, facts: Any) -> str:
        trace = facts.pop("exception", None)
        # Indented: no message of an exception can pass for a line of its own.
        line = str(console(logger, method, facts)) + (indent(f"\n{trace}", "    ") if trace else "")
        return f"\r\x1b[K{line}" if stream.isatty() else line  # a progress line may stand there

    last = json_line if in_json else text_line
    formatter = structlog.stdlib.ProcessorFormatter(processors=[structlog.processors.format_exc_info, state, last])
    return formatter.format


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("xunjian").critical("程序出错而终止", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
