"""An alert as the HTML of an e-mail: tables and inline styles only, as Outlook and Foxmail need; pictures inline."""

from __future__ import annotations

from collections.abc import Mapping

from notifications.alert import Alert
from notifications.channels.email_words import SHOWN, Words
from notifications.safe_text import line
from notifications.templating import template

COLOURS = {"critical": "#8f1d1d", "error": "#a8442a", "warning": "#8a5e0c"}
Pictures = Mapping[int, Mapping[str, str]]  # by the row's number: `cid`, `shows`, `content` (base64)


def html_body(words: Words, pictures: Pictures | None = None) -> str:
    """The whole HTML document; a row's picture is named by the Content-ID of the part that follows."""
    return template("alert.html.j2").render(words=words, colours=COLOURS, pictures=pictures or {})


def pictures_of(alert: Alert) -> Pictures:
    """What is sent along, by the number of the row that it belongs to."""
    sent = {one.issue: one for one in alert.pictures if one.content}
    rows = {number: sent[one.issue] for number, one in enumerate(alert.lines[:SHOWN], 1) if one.issue in sent}
    return {
        number: {"cid": f"picture{number}@xunjian", "shows": line(one.shows, 200), "content": one.content}
        for number, one in rows.items()
    }
