"""An alert as the HTML of an e-mail: tables and inline styles only, as Outlook and Foxmail need; no picture."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from notifications.email_words import Words

_TEMPLATES = Path(__file__).parent / "templates"
COLOURS = {"critical": "#8f1d1d", "error": "#a8442a", "warning": "#8a5e0c"}


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("alert.html.j2")


def html_body(words: Words) -> str:
    """The whole HTML document."""
    return _template().render(words=words, colours=COLOURS)
