"""What stands behind an address: certificates as browsers see them, IPv6 where there is some, http and https."""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from inspection.availability import CertificateFault, EndpointFacts
from spiders.endpoint import OTHER_PORT, look_at_endpoint
from spiders.policy import FetchPolicy, tls_context
from tests.spiders.server import Site

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=True, timeout=3)
OURS, THEIRS = trustme.CA(), trustme.CA()


def trusting(*authorities: trustme.CA) -> ssl.SSLContext:
    context = tls_context(verify=True)
    for authority in authorities:
        authority.configure_trust(context)
    return context


@asynccontextmanager
async def secure(certificate: trustme.LeafCert) -> AsyncIterator[str]:
    """The home page of a server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    async def home(_: web.Request) -> web.StreamResponse:
        return web.Response(text="<h1>某某局</h1>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", home)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield f"https://localhost:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def looked(home: str, trust: ssl.SSLContext | None = None, **more: object) -> EndpointFacts:
    return await look_at_endpoint(home, POLICY, "甲", NOW, trust=trust or trusting(OURS), **more)  # type: ignore[arg-type]


async def shown(certificate: trustme.LeafCert, trust: ssl.SSLContext | None = None) -> EndpointFacts:
    async with secure(certificate) as home:
        return await looked(home, trust)


async def test_a_certificate_in_order_is_told_with_its_end_and_its_name() -> None:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=40)

    seen = await shown(OURS.issue_cert("localhost", common_name="某某局", not_after=until))

    assert (seen.certificate_error, seen.certificate_until, seen.certificate_name) == ("", until, "某某局")


async def test_a_certificate_without_a_common_name_is_told_by_its_first_name() -> None:
    assert (await shown(OURS.issue_cert("localhost"))).certificate_name == "localhost"


async def test_a_certificate_whose_names_nobody_can_read_has_none() -> None:
    async with _served(_self_signed(b"0\x04\xa3\x02\x05\x00")) as home:  # a kind that cryptography refuses
        seen = await looked(home)
    assert (seen.certificate_until is not None, seen.certificate_name) == (True, "")


async def test_an_expired_certificate_says_so_and_when() -> None:
    until = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)

    seen = await shown(OURS.issue_cert("localhost", not_before=until - timedelta(days=9), not_after=until))

    assert (seen.certificate_error, seen.certificate_until) == (CertificateFault.EXPIRED, until)


async def test_a_certificate_for_tomorrow_is_not_valid_yet() -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)

    assert (
        await shown(OURS.issue_cert("localhost", not_before=tomorrow))
    ).certificate_error == CertificateFault.NOT_YET


async def test_a_certificate_for_another_name_does_not_fit() -> None:
    assert (await shown(OURS.issue_cert("other.example"))).certificate_error == CertificateFault.NAME


async def test_an_authority_that_this_machine_does_not_know_may_be_known_elsewhere() -> None:
    assert (await shown(THEIRS.issue_cert("localhost"))).certificate_error == CertificateFault.CHAIN


async def test_a_certificate_that_signed_itself_is_not_trusted() -> None:
    async with _served(_self_signed()) as home:
        assert (await looked(home)).certificate_error == CertificateFault.SELF_SIGNED


async def test_where_nobody_is_trusted_an_unknown_authority_is_no_fault() -> None:
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # as in a bare container
    seen = await shown(OURS.issue_cert("localhost"), nobody)

    # This machine's own folder of roots may count; without one, nothing is said of trust.
    assert seen.certificate_error in ("", CertificateFault.CHAIN)


async def test_a_server_without_tls_shows_no_certificate_and_says_why() -> None:
    async with Site() as plain:
        seen = await looked(plain.base.replace("http://127.0.0.1", "https://localhost") + "/")

    assert (seen.certificate_until, seen.extra["certificate"]) == (None, "tls")


async def test_a_closed_port_shows_no_certificate_and_says_why() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        seen = await looked(f"https://localhost:{taken.getsockname()[1]}/")

    assert (seen.certificate_until, seen.extra["certificate"]) == (None, "refused")


async def test_http_that_leads_to_https_is_well() -> None:
    async with Site() as plain, secure(OURS.issue_cert("localhost")) as home:
        plain.redirect("/", "/first")
        plain.redirect("/first", home)

        seen = await looked(home, http_port=int(plain.base.rpartition(":")[2]))

    assert seen.https_redirect is True


async def test_http_that_leads_to_https_by_script_is_well() -> None:
    async with Site() as plain, secure(OURS.issue_cert("localhost")) as home:
        plain.page("/", f"<script>location.href = '{home}'</script>")

        assert (await looked(home, http_port=int(plain.base.rpartition(":")[2]))).https_redirect is True


async def test_http_that_shows_the_page_itself_does_not_lead_to_https() -> None:
    async with Site() as plain, secure(OURS.issue_cert("localhost")) as home:
        plain.page("/", "<h1>某某局</h1>" + "<a href='/'>首页</a>" * 9)

        assert (await looked(home, http_port=int(plain.base.rpartition(":")[2]))).https_redirect is False


async def test_http_behind_a_firewall_cannot_be_judged() -> None:
    async with Site() as plain, secure(OURS.issue_cert("localhost")) as home:
        plain.page("/", "<h1>Forbidden</h1>", 403)

        assert (await looked(home, http_port=int(plain.base.rpartition(":")[2]))).https_redirect is None


async def test_http_that_is_closed_while_https_is_open_does_not_lead_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with secure(OURS.issue_cert("localhost")) as home:
            seen = await looked(home, http_port=taken.getsockname()[1])

    assert (seen.https_redirect, seen.extra["http"]) == (False, "refused")


async def test_of_a_home_page_at_a_port_of_its_own_nobody_knows_where_http_would_be() -> None:
    async with secure(OURS.issue_cert("localhost")) as home:
        seen = await looked(home)

    assert (seen.https_redirect, seen.extra["http"]) == (None, OTHER_PORT)


async def test_a_home_page_on_http_is_asked_itself() -> None:
    async with Site() as plain:
        plain.page("/", "<h1>某某局</h1>" + "<a href='/'>首页</a>" * 9)

        assert (await looked(f"{plain.base}/")).https_redirect is False


async def test_a_name_that_nobody_knows_is_told_and_nothing_else() -> None:
    seen = await looked("https://nobody.invalid/")

    assert seen == replace(EndpointFacts("甲", NOW), lookup_error=seen.lookup_error)
    assert seen.lookup_error.startswith("dns")


async def test_an_address_that_is_not_public_is_not_asked() -> None:
    async with Site() as plain:
        seen = await look_at_endpoint(f"{plain.base}/", FetchPolicy(), "甲", NOW)

        assert (seen.lookup_error, plain.asked) == ("private-address", [])


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no IPv6 on this machine")
@pytest.mark.parametrize(("listening", "answers"), [(True, True), (False, False)])
async def test_an_ipv6_address_that_answers_or_refuses_is_told(listening: bool, answers: bool) -> None:
    with socket.socket(socket.AF_INET6) as server:
        server.bind(("::1", 0))
        if listening:
            server.listen()

        home = f"http://[::1]:{server.getsockname()[1]}/"
        seen = await look_at_endpoint(home, replace(POLICY, timeout=0.3), "甲", NOW)

    assert (seen.ipv6, seen.ipv6_answers) == (("::1",), answers)


async def test_without_a_way_to_ipv6_nothing_is_said_of_the_sites() -> None:
    seen = await look_at_endpoint("http://[2001:db8::1]/", replace(POLICY, timeout=0.3), "甲", NOW)

    assert seen.ipv6_answers is None


def _self_signed(names: bytes | None = None) -> bytes:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([] if names else [x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    kept = x509.UnrecognizedExtension(x509.OID_SUBJECT_ALTERNATIVE_NAME, names) if names else None
    built = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        .add_extension(kept or x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return built.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@asynccontextmanager
async def _served(pem: bytes) -> AsyncIterator[str]:
    with trustme.Blob(pem).tempfile() as file:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield f"https://localhost:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
