"""An alert as the HTML of an e-mail: tables and inline styles only, as Outlook and Foxmail need; no picture."""

from __future__ import annotations

from notifications.channels.email_words import Words
from notifications.templating import template

COLOURS = {"critical": "#8f1d1d", "error": "#a8442a", "warning": "#8a5e0c"}


def html_body(words: Words) -> str:
    """The whole HTML document."""
    return template("alert.html.j2").render(words=words, colours=COLOURS)
