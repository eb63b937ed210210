"""What stands behind a home page's address: names, IPv6, the certificate, and whether http leads to https."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from inspection.addresses import host_of, join
from inspection.availability import CertificateFault, EndpointFacts
from inspection.errors import FetchError
from inspection.records import Verdict
from spiders.fetch import Fetcher
from spiders.fetch_errors import as_fetch_error
from spiders.forwarding import script_location
from spiders.guard import REASON as PRIVATE
from spiders.guard import is_private
from spiders.hosts import is_network_failure
from spiders.own_ipv6 import NO_WAY
from spiders.policy import FetchPolicy, tls_context
from spiders.reading.charset import decode
from spiders.verdict import of_answer

_HOPS = 5
_NO_SUCH = frozenset({socket.EAI_NONAME, socket.EAI_NODATA, socket.EAI_ADDRFAMILY})
_FAULTS = {  # OpenSSL's X509_V_ERR_*
    9: CertificateFault.NOT_YET,
    10: CertificateFault.EXPIRED,
    18: CertificateFault.SELF_SIGNED,
    19: CertificateFault.CHAIN,
    20: CertificateFault.CHAIN,
    21: CertificateFault.CHAIN,
    62: CertificateFault.NAME,
    64: CertificateFault.NAME,
}
OTHER_PORT = "other-port"  # in place of why http:// gave no answer: nobody knows where it would be
NO_ROOTS = "本机没有根证书，不能判断颁发机构是否可信"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where to connect, by number: what was checked is what is asked."""

    host: str
    port: int
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    error: str = ""

    @property
    def first(self) -> str | None:
        return next(iter((*self.ipv4, *self.ipv6)), None)


async def look_at_endpoint(
    home: str,
    policy: FetchPolicy,
    vantage: str,
    now: datetime,
    *,
    controls: Iterable[str] = (),
    trust: ssl.SSLContext | None = None,
    http_port: int = 80,
) -> EndpointFacts:
    """Everything that can be learnt from here, once; each request within the policy's time-out. Raises nothing.

    `controls` are addresses elsewhere, to tell a site without IPv6 from a machine without. `trust` verifies
    certificates (default: as this machine trusts), `http_port` is where http:// is tried of a home page on https://.
    """
    place = await _look_up(home, policy)
    known = EndpointFacts(vantage, now, place.ipv4, place.ipv6, lookup_error=place.error)
    if place.error or place.first is None:
        return replace(known, extra=place.extra)
    if home.startswith("https:"):
        known = await _certified(known, place, trust or tls_context(verify=True), policy.timeout)
    answers = await _ipv6_answers(place, controls, policy.timeout)
    redirect = await _leads_to_https(_plain(home, http_port), policy, place.extra)
    closed = place.extra.get("http", OTHER_PORT) != OTHER_PORT
    if redirect is None and closed and known.certificate_until is not None:
        redirect = False  # https is open, so that the line is; http is closed
    return replace(known, ipv6_answers=answers, https_redirect=redirect, extra={**known.extra, **place.extra})


async def _look_up(home: str, policy: FetchPolicy) -> _Place:
    parts = urlsplit(home)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    ipv4, wrong4 = await _addresses(host, socket.AF_INET, policy.timeout)
    ipv6, wrong6 = await _addresses(host, socket.AF_INET6, policy.timeout)
    if not ipv4 and not ipv6:
        return _Place(host, port, error=wrong4 or wrong6 or "dns")
    if not policy.allow_private_hosts and any(is_private(address) for address in (*ipv4, *ipv6)):
        return _Place(host, port, error=PRIVATE)
    return _Place(host, port, ipv4, ipv6, {"ipv6": wrong6} if wrong6 else {})


async def _addresses(host: str, family: socket.AddressFamily, timeout: float) -> tuple[tuple[str, ...], str]:
    """The addresses, and why there are none where the name servers did not say that there are none."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(ValueError):
        number = ipaddress.ip_address(host)
        return ((host,) if (number.version == 6) == (family is socket.AF_INET6) else ()), ""
    try:
        async with asyncio.timeout(timeout):
            found = await loop.getaddrinfo(host, None, family=family, type=socket.SOCK_STREAM)
    except TimeoutError:
        return (), "timeout"
    except socket.gaierror as error:
        return (), "" if error.errno in _NO_SUCH else f"dns：{error.strerror}"
    except (OSError, UnicodeError) as error:
        return (), f"dns：{error}"
    return tuple(dict.fromkeys(str(one[4][0]) for one in found)), ""


async def _certified(known: EndpointFacts, place: _Place, trust: ssl.SSLContext, timeout: float) -> EndpointFacts:
    try:
        shown = await _handshake(place, tls_context(verify=False), timeout)
        certificate = x509.load_der_x509_certificate(shown or b"")
        until, name = certificate.not_valid_after_utc, _name(certificate)
    except (OSError, TimeoutError) as error:
        return replace(known, extra={"certificate": as_fetch_error(error).reason})
    except ValueError:
        return replace(known, extra={"certificate": "unreadable"})
    known = replace(known, certificate_until=until, certificate_name=name)
    try:
        await _handshake(place, trust, timeout)
    except ssl.SSLCertVerificationError as error:
        fault = _FAULTS.get(error.verify_code)
        if fault in (CertificateFault.CHAIN, CertificateFault.SELF_SIGNED) and not _has_roots(trust):
            return replace(known, extra={"trust": NO_ROOTS})
        return replace(known, certificate_error=fault or error.verify_message)
    except (OSError, TimeoutError) as error:
        return replace(known, extra={"trust": as_fetch_error(error).reason})
    return known


async def _handshake(place: _Place, context: ssl.SSLContext, timeout: float) -> bytes | None:
    async with asyncio.timeout(timeout):
        _reader, writer = await asyncio.open_connection(
            place.first, place.port, ssl=context, server_hostname=place.host
        )
    try:
        shown: bytes | None = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        return shown
    finally:
        writer.transport.abort()  # an old server may never answer the farewell


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    if names:
        return str(names[0].value)[:100]
    # Its name is shown, no more: one whose list of names nobody can read has none.
    with contextlib.suppress(
        x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError
    ):
        other = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return next(iter(map(str, other.get_values_for_type(x509.DNSName))), "")
    return ""


def _has_roots(trust: ssl.SSLContext) -> bool:
    """Whether anything is trusted at all: a bare container trusts nobody."""
    if trust.cert_store_stats()["x509_ca"]:
        return True
    folder = ssl.get_default_verify_paths().capath  # read when it is needed, and not counted before
    return folder is not None and any(Path(folder).iterdir())


async def _ipv6_answers(place: _Place, controls: Iterable[str], timeout: float) -> bool | None:
    """Whether the site can be reached by IPv6; None where there is no address, or no way there from here."""
    heard = [await _connects(address, place.port, timeout) for address in place.ipv6[:2]]
    if not heard or True in heard:
        return True if heard else None
    if None in heard:
        return None
    if "refused" in heard:
        return False  # somebody is there, and says no
    return False if await _any_ipv6(controls, timeout) else None  # silence may be our own


async def _connects(address: str, port: int, timeout: float) -> bool | str | None:
    try:
        async with asyncio.timeout(timeout):
            _reader, writer = await asyncio.open_connection(address, port, family=socket.AF_INET6)
    except ConnectionRefusedError:
        return "refused"
    except OSError as error:  # TimeoutError too
        return None if error.errno in NO_WAY else "silent"
    writer.transport.abort()
    return True


async def _any_ipv6(controls: Iterable[str], timeout: float) -> bool:
    for control in controls:
        parts = urlsplit(control)
        found, _ = await _addresses(parts.hostname or "", socket.AF_INET6, timeout)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if found and not is_private(found[0]) and await _connects(found[0], port, timeout) in (True, "refused"):
            return True
    return False


def _plain(home: str, http_port: int) -> str | None:
    """The home page's address with http://; None where its port is its own, so that nobody knows the other's."""
    if home.startswith("http:"):
        return home
    host, _, port = host_of(home).partition(":")
    if port and http_port == 80:
        return None
    return home.replace(f"https://{host_of(home)}", f"http://{host}{'' if http_port == 80 else f':{http_port}'}", 1)


async def _leads_to_https(address: str | None, policy: FetchPolicy, extra: dict[str, str]) -> bool | None:
    """Whether who types http:// comes to https://; `extra` is told why nothing answered."""
    if address is None:
        extra["http"] = OTHER_PORT
        return None
    async with Fetcher(replace(policy, verify_certificates=False)) as fetcher:
        for _ in range(_HOPS):
            try:
                answer = await fetcher.look(address, limit=65_536)
            except FetchError as error:
                if is_network_failure(error.reason):
                    extra["http"] = error.reason
                return None
            onward = join(address, answer.location) if answer.location else script_location(answer.body, address)
            if onward is None:
                text = decode(answer.body, answer.content_type)[0] if answer.body else ""
                return None if of_answer(answer, text).verdict is Verdict.UNDECIDED else False
            if onward.startswith("https:"):
                return True
            address = onward
    return False
