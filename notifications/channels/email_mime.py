"""An e-mail as the bytes that go over the wire: RFC 5322 headers, base64 parts, short ASCII lines.

Headers are folded by email.header: the newer EmailMessage of the standard library joins two encoded words without the
blank that RFC 2047 demands between them, and strict servers refuse such a subject.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.generator import BytesGenerator
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from typing import Any

_WIRE = compat32.clone(linesep="\r\n", max_line_length=78)
_NOT_IN_HEADERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._\-]+")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028-\u202e\u2066-\u2069]+')
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+\-]{0,60}/[a-z0-9][a-z0-9.+\-]{0,100}")


def message_id(id_: str, domain: str) -> str:
    """`<id@domain>`, the same for every attempt, so that a repeated mail is known as the same."""
    return f"<{_NOT_IN_IDS.sub('-', id_)[:100] or 'message'}@{domain}>"


def thread_id(site: str, group: str, domain: str) -> str:
    """The Message-ID that all mails of one group answer to. No mail bears it: readers still show them together."""
    return f"<group.{hashlib.sha256(f'{site} {group}'.encode()).hexdigest()[:24]}@{domain}>"


def wire_bytes(
    rendered: Mapping[str, Any], sender: tuple[str, str], to: Sequence[str], cc: Sequence[str], now: datetime
) -> bytes:
    """The whole message. `sender` is (name, mailbox); `to` and `cc` are sound mailboxes."""
    name, mailbox = sender
    domain = mailbox.rpartition("@")[2]
    body: MIMEBase = _body(rendered["text"], rendered["html"], rendered.get("pictures", ()))
    if rendered["files"]:
        mixed = MIMEMultipart("mixed")
        mixed.attach(body)
        for one in rendered["files"]:
            mixed.attach(_attachment(one))
        body = mixed
    body["From"] = f"{_encoded(name, 'From')} <{mailbox}>" if name else mailbox
    body["To"] = _list(to)
    if cc:
        body["Cc"] = _list(cc)
    body["Subject"] = _encoded(rendered["subject"], "Subject")
    body["Date"] = format_datetime(now)
    body["Message-ID"] = message_id(rendered["id"], domain)
    if rendered["thread"]:
        root = thread_id(rendered["site"], rendered["thread"], domain)
        body["In-Reply-To"] = root
        body["References"] = root
    body["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers
    body["X-Auto-Response-Suppress"] = "All"
    body["X-Xunjian-Id"] = _NOT_IN_IDS.sub("-", rendered["id"])[:100]
    if rendered["urgent"]:
        body["Importance"] = "high"
        body["X-Priority"] = "1"
    out = io.BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_WIRE).flatten(body)
    return out.getvalue()


def _header_text(text: str) -> str:
    return _NOT_IN_HEADERS.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip() or "（无标题）"


def _encoded(text: str, header: str) -> str:
    return Header(_header_text(text), "utf-8", header_name=header, maxlinelen=70).encode(linesep="\r\n")


def _list(addresses: Sequence[str]) -> str:
    return ",\r\n ".join(addresses)


def _body(text: str, html: str, pictures: Sequence[Mapping[str, str]]) -> MIMEMultipart:
    both = MIMEMultipart("alternative")
    both.attach(_text(text, "plain"))
    if not pictures:
        both.attach(_text(html, "html"))
        return both
    related = MIMEMultipart("related", type="text/html")
    related.attach(_text(html, "html"))
    for number, one in enumerate(pictures, 1):
        related.attach(_picture(one, number))
    both.attach(related)
    return both


def _text(content: str, kind: str) -> MIMEText:
    return MIMEText(content.encode("utf-8", "replace").decode("utf-8"), kind, "utf-8")


def _picture(one: Mapping[str, str], number: int) -> MIMEBase:
    part = MIMEBase("image", "png", name=f"picture{number}.png")
    part.set_payload(base64.encodebytes(base64.b64decode(one["content"])).decode("ascii"))
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-ID"] = f"<{one['cid']}>"
    part.add_header("Content-Disposition", "inline", filename=f"picture{number}.png")
    return part


def _attachment(one: Mapping[str, str]) -> MIMEBase:
    kind = one["type"].lower() if _TYPE.fullmatch(one["type"].lower()) else "application/octet-stream"
    part = MIMEBase(*kind.split("/", 1))
    part.set_payload(base64.encodebytes(base64.b64decode(one["content"])).decode("ascii"))
    part["Content-Transfer-Encoding"] = "base64"
    name = _NOT_IN_NAMES.sub("_", one["name"].encode("utf-8", "replace").decode("utf-8")).strip(" .")[-80:] or "附件"
    # RFC 2231 for those that read it; the older way, in Content-Type, for those that do not.
    part.set_param("name", Header(name, "utf-8", maxlinelen=200).encode(linesep=""))
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part
