"""Certificates of an authority of the tests' own."""

from __future__ import annotations

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey


def named(name: str) -> x509.Name:
    """Return a name as certificates write it."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(
    name: str,
    key: Key,
    issuer: x509.Name,
    issuer_key: Key,
    *,
    is_authority: bool = False,
    host: str = "127.0.0.1",
) -> x509.Certificate:
    """Return a certificate that holds from yesterday to tomorrow for one address."""
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=is_authority,
                crl_sign=is_authority,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )


def pem(one: x509.Certificate | Key, passphrase: str = "") -> bytes:
    """Return it as files hold it."""
    if isinstance(one, x509.Certificate):
        return one.public_bytes(serialization.Encoding.PEM)
    sealed: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        sealed = serialization.BestAvailableEncryption(passphrase.encode())
    return one.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed)


def new_key() -> Key:
    """Return a key."""
    return ec.generate_private_key(ec.SECP256R1())


def authority(name: str) -> tuple[x509.Certificate, Key]:
    """Return an authority's own certificate and its key."""
    key = new_key()
    return certificate(name, key, named(name), key, is_authority=True), key
