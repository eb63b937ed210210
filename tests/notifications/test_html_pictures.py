"""The HTML report shows pictures by itself: no more than fit, none of a file that is gone or is no picture."""

from __future__ import annotations

from lxml import html

from inspection.findings import Severity
from inspection.pictures import Picture
from notifications.html import render_html
from notifications.pictures import MOST
from tests.notifications.samples import AS_OF, document, finding

PNG = b"\x89PNG" + bytes(900_000)


def shown(bodies: dict[str, bytes], count: int = 1, shows: str = "断链") -> html.HtmlElement:
    """The report of so many findings, whose pictures are `0000…`, `0001…`."""
    found = [finding(subject=f"http://h.example/{n}", severity=Severity.ERROR, title=f"第{n}条") for n in range(count)]
    pictures = {
        one.fingerprint: Picture(one.fingerprint, AS_OF, "r", "http://h.example/", shows, None, f"{n:064x}")
        for n, one in enumerate(found)
    }
    return html.fromstring(render_html(document(found, pictures=pictures), bodies.get))


def test_a_picture_is_in_the_report_itself() -> None:
    page = shown({f"{0:064x}": PNG})

    [image] = page.xpath("//img")
    assert image.get("src").startswith("data:image/png;base64,")
    assert "img-src data:" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_what_does_not_fit_is_named_by_its_digest() -> None:
    page = shown({f"{n:064x}": PNG for n in range(9)}, count=9)

    images = page.xpath("//img/@src")
    assert 1 <= len(images) < 9
    assert sum(map(len, images)) <= MOST
    assert page.text_content().count("图片存于存证") == 9 - len(images)


def test_what_is_gone_or_no_picture_is_not_shown() -> None:
    assert shown({}).xpath("//img") == []
    assert shown({f"{0:064x}": b"<svg onload=alert(1)>"}).xpath("//img") == []


def test_foreign_words_of_a_picture_do_nothing() -> None:
    assert shown({}, shows="<img src=x onerror=alert(1)>").xpath("//img") == []
