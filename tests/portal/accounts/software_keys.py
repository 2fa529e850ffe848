"""A passkey's device in a few lines: it keeps one key and signs what a site asks for."""

import json
import os
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

type Json = dict[str, Any]
VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftwareKey:
    """Makes a credential at `register` and uses it at `sign`, for the site at `origin`."""

    def __init__(self, origin: str = "https://portal.example") -> None:
        self.origin = origin
        self.host = origin.partition("//")[2].partition(":")[0]
        self.id = os.urandom(16)
        self.private = generate_private_key(SECP256R1())
        self.handle = ""

    def register(self, options: Json, *, flags: int = VERIFIED) -> str:
        """Answer what the page of a new key asks for."""
        self.handle = options["publicKey"]["user"]["id"]
        public = ES256.from_cryptography_key(self.private.public_key())
        kept = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(
            self._host_hash(), flags | AuthenticatorData.FLAG.AT, 0, kept
        )
        attested = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", options)
        return self._answer(client, attestationObject=websafe_encode(bytes(attested)))

    def sign(self, options: Json, *, flags: int = VERIFIED) -> str:
        """Answer what a page of signing in asks for."""
        data = AuthenticatorData.create(self._host_hash(), flags, 1)
        client = self._client("webauthn.get", options)
        signature = self.private.sign(data + sha256(client).digest(), ECDSA(SHA256()))
        return self._answer(
            client,
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=self.handle,
        )

    def _host_hash(self) -> bytes:
        return sha256(self.host.encode()).digest()

    def _client(self, kind: str, options: Json) -> bytes:
        challenge = options["publicKey"]["challenge"]
        client_data = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(client_data).encode()

    def _answer(self, client: bytes, **response: str) -> str:
        key = websafe_encode(self.id)
        return json.dumps(
            {
                "id": key,
                "rawId": key,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {"clientDataJSON": websafe_encode(client), **response},
            }
        )
