"""An identity provider on loopback, for as long as a test needs it."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT_ID, CLIENT_SECRET = "cong-tt", "bi-mat-cua-cong"


@dataclass
class Stub:
    """What it is asked and says; `claims` replace those of the token, None takes one away."""

    url: str
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    algorithm: str = "RS256"
    waits: float = 0
    leads_to: dict[str, str] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    query: dict[str, str] = field(default_factory=dict)

    def authorize(self, address: str, **answer: str) -> str:
        """Return the address back to the site, as after the person has agreed."""
        self.query = dict(parse_qsl(urlsplit(address).query))
        back = {"code": "ma-mot-lan", "state": self.query["state"]} | answer
        return f"{urlsplit(self.query['redirect_uri']).path}?{urlencode(back)}"

    def answer(self, path: str, form: dict[str, str]) -> dict[str, Any] | None:
        self.paths.append(path)
        time.sleep(self.waits)
        if path == "/.well-known/openid-configuration":
            return self._configuration() | self.discovery
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return {"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]}
        if path == "/userinfo":
            return self.userinfo
        return self._token(form) if path == "/token" else None

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
        }

    def _token(self, form: dict[str, str]) -> dict[str, Any] | None:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != self.query["code_challenge"] or form["client_secret"] != CLIENT_SECRET:
            return None
        usual = {
            "iss": self.url, "aud": CLIENT_ID, "sub": "nguoi-1", "exp": int(time.time()) + 60,
            "nonce": self.query["nonce"], "email": "bientap@example.vn", "email_verified": True,
        }  # fmt: skip
        claims = {name: value for name, value in (usual | self.claims).items() if value is not None}
        signed = jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": "1"})
        return {"access_token": "ve-vao", "token_type": "Bearer", "id_token": signed}


@contextmanager
def configured(settings: Any) -> Iterator[Stub]:
    """A provider that the site is set up for; an address alone opens nothing."""
    with provider() as running:
        settings.OIDC_SERVER_URL = running.url
        settings.OIDC_ORIGINS = [running.url]
        settings.OIDC_NAME = "VNeID"
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        settings.OIDC_TIMEOUT = 3.0
        yield running


@contextmanager
def provider() -> Iterator[Stub]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            form = {
                name: values[0] for name, values in parse_qs(self.rfile.read(size).decode()).items()
            }
            answer = stub.answer(self.path, form)
            body = json.dumps(answer or {"error": "invalid"}).encode()
            if self.path in stub.leads_to:
                self.send_response(307)
                self.send_header("Location", stub.leads_to[self.path])
            else:
                self.send_response(200 if answer is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    stub = Stub(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
