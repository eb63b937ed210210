"""From one answer to an outcome: pure. Soft 404s are suspected here and judged later, by comparison."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from inspection.addresses import join
from inspection.errors import FetchError
from inspection.records import Verdict
from spiders import challenge, guard
from spiders.fetch import Answer
from spiders.platform_pages import Judged, judged_page, judged_redirect


class Kind(Enum):
    """How a target is tried: whole, or by its headers."""

    PAGE = "page"  # of the site: fetched whole, its links are read
    STYLE = "style"  # of the site: a stylesheet, its addresses are read
    FILE = "file"  # of the site: HEAD, then GET where that is refused or odd
    FOREIGN_PAGE = "foreign-page"  # off-site: fetched once, its beginning is read, no link is followed
    FOREIGN_FILE = "foreign-file"

    @property
    def is_file(self) -> bool:
        """Whether HEAD is asked first."""
        return self in {Kind.FILE, Kind.FOREIGN_FILE}

    @property
    def is_foreign(self) -> bool:
        """Whether it lies off the site."""
        return self in {Kind.FOREIGN_PAGE, Kind.FOREIGN_FILE}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look came to. `transient`: worth another look later in the round."""

    verdict: Verdict
    reason: str | None = None
    status: int | None = None
    detail: str = ""
    transient: bool = False
    redirect: str | None = None


_FILES = """
    jpg jpeg jpe png gif bmp ico svg webp avif tif tiff pdf doc docx wps wpt xls xlsx et ett csv ppt
    pptx pps dps ofd ceb zip rar 7z gz tgz tar bz2 exe apk msi dmg iso mp3 mp4 m4a m4v wav wma wmv
    flv avi mov mpg mpeg rm rmvb swf webm ogg ogv m3u8 js mjs map json xml rss atom txt md rtf odt
    ods odp psd ai eps woff woff2 ttf otf eot cab jar torrent
"""
FILE_EXTENSIONS = frozenset(_FILES.split())
_TRANSIENT = frozenset({"dns", "refused", "reset", "timeout", "tls", "unreachable", "incomplete-answer"})
_UNDECIDED = frozenset({guard.REASON, "bad-answer", "incomplete-answer"})


def kind_of(url: str, *, foreign: bool) -> Kind:
    """How a target is tried, from its address alone."""
    path = url.partition("?")[0]
    last = path.rpartition("/")[2] if path.count("/") > 2 else ""
    extension = last.rpartition(".")[2].lower() if "." in last else ""
    if extension in FILE_EXTENSIONS:
        return Kind.FOREIGN_FILE if foreign else Kind.FILE
    if extension == "css":
        return Kind.FOREIGN_FILE if foreign else Kind.STYLE
    return Kind.FOREIGN_PAGE if foreign else Kind.PAGE


def of_error(error: FetchError) -> Outcome:
    """No answer was had."""
    verdict = Verdict.UNDECIDED if error.reason in _UNDECIDED else Verdict.FAULTY
    return Outcome(verdict, error.reason, detail=error.detail, transient=error.reason in _TRANSIENT)


def of_head(answer: Answer, url: str) -> Outcome | None:
    """The outcome of a HEAD, or None where only a GET can tell."""
    if answer.location is not None:
        return of_redirect(answer, url)
    html = "html" in answer.content_type
    if 200 <= answer.status < 300 and answer.status != 202 and not html:
        return Outcome(Verdict.SOUND, status=answer.status)
    return None


def of_redirect(answer: Answer, url: str) -> Outcome:
    """Where an answer leads on."""
    location = answer.location or ""
    target = join(url, location)
    if target is None:
        return Outcome(Verdict.FAULTY, "bad-redirect", answer.status, location[:200])
    if (judged := judged_redirect(url, target)) is not None:
        return _of_platform(judged, answer.status)
    return Outcome(Verdict.SOUND, status=answer.status, redirect=target)


def of_answer(answer: Answer, text: str) -> Outcome:
    """The outcome of a GET whose body reads `text`."""
    status = answer.status
    if answer.location is not None:
        return of_redirect(answer, answer.url)
    if status == 200 and not answer.truncated and (judged := judged_page(answer.url, text)) is not None:
        return _of_platform(judged, status)
    if challenge.is_challenge(status, answer.headers, text):
        return Outcome(Verdict.UNDECIDED, challenge.REASON, status, transient=status == 429)
    if answer.incomplete:
        return Outcome(Verdict.UNDECIDED, "incomplete-answer", status, transient=True)
    if 200 <= status < 300 or status == 304:
        return Outcome(Verdict.SOUND, status=status)
    if status in {401, 407}:
        return Outcome(Verdict.UNDECIDED, "needs-login", status)
    if status == 403:
        return Outcome(Verdict.UNDECIDED, "forbidden", status)
    if status >= 600 or status < 200:
        return Outcome(Verdict.UNDECIDED, f"http-{status}", status)
    return Outcome(Verdict.FAULTY, f"http-{status}", status, transient=status >= 500 or status in {408, 425})


def _of_platform(judged: Judged, status: int) -> Outcome:
    """A platform's notice that something is gone is a broken link; a captcha or a login says nothing of the target."""
    return Outcome(Verdict.FAULTY if judged.gone else Verdict.UNDECIDED, judged.reason, status, judged.said[:200])
