"""Certificates and TLS contexts as old offices run them: self-signed, expired, short keys, TLS 1.0 only."""

from __future__ import annotations

import ssl
import tempfile
import warnings
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def _load(context: ssl.SSLContext, bits: int = 2048, days: int = 30) -> ssl.SSLContext:
    """Give the context a self-signed certificate; negative days: it has expired."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "portal.test")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90)).not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "both.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        saved.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(saved)
    return context


def _context(seclevel: int = 0) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(f"ALL:@SECLEVEL={seclevel}")
    return context


def contexts() -> dict[str, ssl.SSLContext]:
    """One server context for each kind."""
    out = {
        "self-signed": _load(_context()),
        "expired": _load(_context(), days=-1),
        "short-key": _load(_context(), bits=1024),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old = _context()
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1
    out["tls-1.0"] = _load(old)
    weak = _context()
    weak.maximum_version = ssl.TLSVersion.TLSv1_2
    weak.set_ciphers("AES128-SHA:@SECLEVEL=0")
    out["plain-rsa"] = _load(weak)
    return out
