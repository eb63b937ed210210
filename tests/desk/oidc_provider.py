"""A strict provider of OpenID Connect on loopback, which can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET, NOW = "desk", "a secret of the client's, long enough", 1_795_393_800  # conftest.NOW
KEY, FOREIGN = RSAKey.generate_key(2048, {"kid": "k1"}), RSAKey.generate_key(2048, {"kid": "k1"})


class Provider:
    """What it hands out; `claims` and `sign` change what the next ID token says and how it is signed."""

    def __init__(self) -> None:
        self.issuer = ""
        self.claims: dict[str, Any] = {}
        self.sign = "RS256"
        self.codes: dict[str, dict[str, str]] = {}
        self.said_issuer: str | None = None

    def authorize(self, address: str) -> tuple[str, str]:
        """What a person's consent gives: the address to come back to, with code and state; and the redirect."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert "openid" in asked["scope"].split()
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return f"/sign-in/return?code={code}&state={asked['state']}", asked["redirect_uri"]

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The answer to a code, which is good once; None: refused."""
        asked = self.codes.pop(form.get("code", ""), None)
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = _plain(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        if challenge != asked["code_challenge"] or authorization != basic:
            return None
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "s-1",
            "iat": NOW,
            "exp": NOW + 300,
            "nonce": asked["nonce"],
        }
        return {"access_token": "a", "token_type": "Bearer", "id_token": self._signed({**claims, **self.claims})}

    def _signed(self, claims: dict[str, Any]) -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.sign in ("none", "HS256"):
            signed = ".".join(_plain(json.dumps(part).encode()) for part in ({"alg": self.sign, "kid": "k1"}, claims))
            # With the public key for a secret, as in the well-known attack.
            mark = hmac.digest(KEY.as_pem(private=False), signed.encode(), "sha256") if self.sign == "HS256" else b""
            return f"{signed}.{_plain(mark)}"
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, FOREIGN if self.sign == "foreign" else KEY)


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@contextmanager
def providing() -> Iterator[Provider]:
    """The provider, on a socket."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def _say(self, body: dict[str, Any] | None) -> None:
            sent = json.dumps(body if body is not None else {"error": "invalid_grant"}).encode()
            self.send_response(200 if body is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def do_GET(self) -> None:
            issuer = provider.issuer
            ends = {"authorization_endpoint": "/a", "token_endpoint": "/t", "jwks_uri": "/k"}
            described = {"issuer": provider.said_issuer or issuer, **{name: issuer + end for name, end in ends.items()}}
            self._say({"keys": [KEY.as_dict(private=False)]} if self.path == "/k" else described)

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            filled = {name: values[0] for name, values in form.items()}
            self._say(provider.token(filled, self.headers.get("Authorization", "")))

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()
