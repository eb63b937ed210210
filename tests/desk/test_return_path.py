"""Where one goes after signing in."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.return_path import return_path

PARTS = st.sampled_from(
    [
        "/",
        "//",
        "\\",
        "%2f",
        "%5C",
        "%252f",
        "evil.example",
        "@",
        ":",
        "http",
        "https:",
        "javascript:",
        "\t",
        "\n",
        "\r",
        "\x00",
        " ",
        "%09",
        "%0d%0aSet-Cookie:x=1",
        "..",
        ".",
        "?",
        "#",
        "issues",
        "。",
        "／",
        "\u2028",
        "data:",
        "[::1]",
        "&",
    ]
)


@pytest.mark.parametrize(
    "path", ["/", "/issues", "/issues?unit=%E5%8A%9E&state=confirmed,assigned", "/issues/12", "/digests/2026-W47.docx"]
)
def test_a_page_of_the_desk_is_led_to(path: str) -> None:
    assert return_path(path) == path


def test_chinese_in_a_query_is_written_as_addresses_are() -> None:
    assert return_path("/issues?unit=办公室") == "/issues?unit=%E5%8A%9E%E5%85%AC%E5%AE%A4"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/sign-in?next=/x", "/%73ign-out", "", None, "x" * 5000, "/" + "x" * 5000]
)
def test_what_leads_nowhere_leads_to_the_first_page(path: str | None) -> None:
    assert return_path(path) == "/"


@given(st.one_of(st.text(), st.lists(PARTS).map("".join), st.lists(PARTS).map(lambda parts: "/" + "".join(parts))))
@example("//evil.example")
@example("/\\evil.example")
@example("/\t/evil.example")
@example("/%2f/evil.example")
@example("/%252f%252fevil.example")
@example("/.//evil.example")
@example("/..//evil.example")
@example("/\u2028")
@example("\ud800")
def test_nothing_leads_away(wanted: str) -> None:
    path = return_path(wanted)

    read = "".join(one for one in path if one not in "\t\r\n").replace("\\", "/")  # as browsers do
    assert read == path
    assert path.isascii()
    assert path.isprintable()
    assert " " not in path
    assert not path.startswith("//")
    assert urlsplit(urljoin("https://desk.example/sign-in", path)).netloc == "desk.example"
