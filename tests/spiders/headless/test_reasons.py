"""What the browser calls a failure is said in the house's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.headless.reasons import error_of, is_of_the_gate, reason_of

SAID = {
    "net::ERR_NAME_NOT_RESOLVED at https://a.example/": "dns",
    "Page.goto: net::ERR_CONNECTION_REFUSED": "refused",
    "net::ERR_SSL_PROTOCOL_ERROR": "tls",
    "net::ERR_CERT_DATE_INVALID": "tls",
    "net::ERR_TOO_MANY_REDIRECTS": "redirect-loop",
    "net::ERR_INVALID_HTTP_RESPONSE": "bad-answer",
}


@pytest.mark.parametrize(("error", "reason"), SAID.items())
def test_an_error_of_the_network_has_a_reason(error: str, reason: str) -> None:
    assert reason_of(error) == reason


@given(st.text())
def test_what_names_no_error_of_the_network_has_none(text: str) -> None:
    assert reason_of(text.replace("net::", "")) is None


@pytest.mark.parametrize("reason", ["dns", "refused", "reset", "timeout", "unreachable"])
def test_the_gates_word_comes_back_as_the_browsers(reason: str) -> None:
    assert (reason_of(error_of(reason)), is_of_the_gate(error_of(reason))) == (reason, False)
