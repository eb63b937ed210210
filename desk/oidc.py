"""Signing in elsewhere: OpenID Connect, authorization code with PKCE, state and nonce."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from desk.elsewhere import ElsewhereError, Known, Trip
from desk.settings import DeskSettings
from store.people import folded

# Signed with a key that only the provider has: never "none", never with a secret that we share.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_TIMEOUT = 10.0  # seconds
_FRESH = 3600.0  # seconds that the provider's description and keys are believed
_RENEWED = 60.0  # ...and how soon an unknown key may make us ask again
_PAUSE = 15.0  # seconds that a provider which does not answer is left alone: each question may hold a thread as long
_LEEWAY = 60  # seconds between two clocks
_AWAY = "统一身份认证暂时连不上，请稍后再试"


@dataclass(slots=True)
class Provider:
    """The provider, as it describes itself."""

    issuer: str
    client_id: str
    client_secret: str
    _read_at: float = 0.0
    _failed_at: float = -math.inf
    _metadata: dict[str, Any] = field(default_factory=dict)
    _keys: dict[str, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def address(self, trip: Trip, back: str) -> str:
        """Where the browser goes. Raises ElsewhereError."""
        with self._session(back) as session, _told():
            asked = {"state": trip.state, "nonce": trip.nonce, "code_verifier": trip.verifier}
            address, _ = session.create_authorization_url(self._endpoint("authorization_endpoint"), **asked)
        return str(address)

    def person(self, trip: Trip, code: str, back: str, now: datetime) -> Known:
        """Whom the code stands for, once its ID token holds. Raises ElsewhereError."""
        with self._session(back) as session, _told():
            answer = session.fetch_token(
                self._endpoint("token_endpoint"), code=code, code_verifier=trip.verifier, timeout=_TIMEOUT
            )
            claims = self._claims(dict(answer), trip, now)
        return _known(self.issuer, claims)

    def _claims(self, answer: dict[str, Any], trip: Trip, now: datetime) -> dict[str, Any]:
        raw = answer.get("id_token")
        if not isinstance(raw, str):
            raise ElsewhereError("统一身份认证的回答不完整", "no id_token")
        allowed = list(ALGORITHMS)
        try:
            token = jwt.decode(raw, self._key_set(), algorithms=allowed)
        except (JoseError, ValueError):  # signed with a key that is new, perhaps
            self._describe(_RENEWED)
            token = jwt.decode(raw, self._key_set(), algorithms=allowed)
        options = {"iss": {"values": [self.issuer]}, "aud": {"values": [self.client_id]}}
        params = {"nonce": trip.nonce, "client_id": self.client_id, "access_token": answer.get("access_token")}
        claims = CodeIDToken(token.claims, token.header, options, params)
        claims.validate(int(now.timestamp()), _LEEWAY)
        return dict(claims)

    def _key_set(self) -> KeySet:
        return KeySet.import_key_set(cast(KeySetSerialization, self._keys))

    def _session(self, back: str) -> OAuth2Session:
        with _told():
            self._describe(_FRESH)
        method = "client_secret_basic" if self.client_secret else "none"
        offered = self._metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if method not in offered and self.client_secret and "client_secret_post" in offered:
            method = "client_secret_post"
        return OAuth2Session(
            self.client_id,
            self.client_secret or None,
            token_endpoint_auth_method=method,
            scope="openid profile email",
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=_TIMEOUT,
        )

    def _describe(self, older: float) -> None:
        with self._lock:
            if self._keys and time.monotonic() - self._read_at < older:
                return
            if time.monotonic() - self._failed_at < _PAUSE:
                raise ElsewhereError(_AWAY, "did not answer a moment ago")
            try:
                self._read()
            except requests.RequestException:
                self._failed_at = time.monotonic()
                raise

    def _read(self) -> None:
        metadata = _json(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if metadata.get("issuer") != self.issuer:
            raise ElsewhereError("统一身份认证的设置不符，请联系管理员", f"issuer is {metadata.get('issuer')!r}")
        self._metadata = metadata
        self._keys = _json(self._endpoint("jwks_uri"))
        self._read_at = time.monotonic()

    def _endpoint(self, name: str) -> str:
        address = str(self._metadata.get(name, ""))
        if urlsplit(address).scheme != "https" and urlsplit(self.issuer).scheme == "https":
            raise ElsewhereError("统一身份认证的设置不符，请联系管理员", f"{name} is {address!r}")
        return address


def provider_of(settings: DeskSettings) -> Provider:
    """The provider that the settings name. Raises ElsewhereError where they name none."""
    if settings.oidc_issuer is None:
        raise ElsewhereError("没有开通统一身份认证", "not set")
    return _provider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret.get_secret_value())


@lru_cache(maxsize=8)
def _provider(issuer: str, client_id: str, client_secret: str) -> Provider:
    return Provider(issuer, client_id, client_secret)


def _known(issuer: str, claims: dict[str, Any]) -> Known:
    said = {name: value for name, value in claims.items() if isinstance(value, str) and value.strip()}
    if "sub" not in said:
        raise ElsewhereError("统一身份认证的回答不完整", "no sub")
    email = said.get("email", "") if claims.get("email_verified") is True else ""
    login = folded(said.get("preferred_username", "") or email)[:100]
    name = said.get("name", "") or login or said["sub"]
    return Known(f"{issuer} {said['sub']}"[:500], login, name[:100])


def _json(address: str) -> dict[str, Any]:
    answer = requests.get(address, timeout=_TIMEOUT, headers={"Accept": "application/json"})
    answer.raise_for_status()
    read = answer.json()
    if not isinstance(read, dict):
        raise ElsewhereError("统一身份认证的回答读不出来，请联系管理员", f"{address} is no object")
    return read


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong on the way, in the person's words; what exactly, for the trail."""
    try:
        yield
    except requests.RequestException as error:
        raise ElsewhereError(_AWAY, f"{type(error).__name__}") from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise ElsewhereError("统一身份认证没有通过，请再登录一次；如仍不行，请联系管理员", why) from error
