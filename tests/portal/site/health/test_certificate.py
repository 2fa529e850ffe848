"""The certificate that this machine shows is looked at, whoever trusts it, and in time."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.site import doctor
from portal.site.health import checks

HOST = "portal.example"


def write_certificate(folder: Path, *, days: float) -> Path:
    """A certificate that its own key has signed, with the key, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    path = folder / "tls.pem"
    plain = serialization.NoEncryption()
    pkcs8 = serialization.PrivateFormat.PKCS8
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, pkcs8, plain) + made.public_bytes(pem))
    return path


@contextmanager
def shown(certificate: Path) -> Iterator[int]:
    """Show a certificate to the first who comes; yield the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)

        def answer() -> None:
            plain, _address = listening.accept()
            # Who only wanted to see it goes away without a word.
            with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as shaken:
                shaken.recv(1)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("days", "is_well", "detail"),
    [(60.5, True, "60 d"), (19.5, False, "19 d"), (-2.5, False, "-3 d")],
)
def test_its_last_day_is_seen_weeks_before(settings, tmp_path, days, is_well, detail):
    with shown(write_certificate(tmp_path, days=days)) as port:
        settings.SITE_URL = f"https://{HOST}:{port}"
        found = checks.certificate()
    assert (found.is_well, found.detail) == (is_well, detail)
    assert "certbot" in str(found.mend)


def test_where_none_is_shown_nothing_is_said(settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for url in (f"https://{HOST}:{port}", f"http://{HOST}:{port}"):
        settings.SITE_URL = url
        assert checks.certificate() == checks.Check("certificate", is_well=True)


def test_one_that_nobody_can_read_ends_no_probe(settings, tmp_path, monkeypatch):
    def fail(_shown: bytes) -> None:
        raise ValueError

    monkeypatch.setattr(x509, "load_der_x509_certificate", fail)
    with shown(write_certificate(tmp_path, days=60)) as port:
        settings.SITE_URL = f"https://{HOST}:{port}"
        assert checks.certificate().is_well


@pytest.mark.django_db
def test_doctor_names_one_that_ends_soon(settings, tmp_path):
    with shown(write_certificate(tmp_path, days=3.5)) as port:
        settings.SITE_URL = f"https://{HOST}:{port}"
        messages = [finding.msg for finding in doctor._probes()]
    assert messages == ["The certificate of this machine ends soon, or has ended (3 d)."]
