"""Requests to the identity provider: to it alone, with one deadline, and never by a redirect."""

import time
from typing import Any, Final

import requests
from django.conf import settings
from django.http import HttpRequest
from urllib3.exceptions import HTTPError

from portal.accounts.oidc.cutting_off import Adapter, Connections, cut_off
from portal.kit.origins import origin_of

MAX_BYTES: Final = 262_144
_DEADLINE: Final = "oidc_deadline"


class ProviderSession(requests.Session):
    """Asks the origins that the operator named, as long as the reader's request may take."""

    def __init__(self, deadline: float) -> None:
        super().__init__()
        self.deadline = deadline
        # Neither a proxy nor a password of the machine's environment.
        self.trust_env = False
        self._connections = Connections()
        for scheme in ("http://", "https://"):
            self.mount(scheme, Adapter())

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> Any:
        """Return the whole answer, of bounded size; raise RequestException for what is not one."""
        if origin_of(str(url)) not in settings.OIDC_ORIGINS:
            raise requests.exceptions.InvalidURL(f"not of the identity provider: {url!r}")
        kwargs |= {"stream": True, "allow_redirects": False, "timeout": self._seconds_left()}
        with cut_off(self._connections, at=self.deadline):
            response = super().request(method, url, *args, **kwargs)
            response._content = self._read(response)
        # What was cut off in its head may look like an answer without a body.
        self._seconds_left()
        if response.is_redirect:
            raise requests.exceptions.TooManyRedirects("the identity provider leads elsewhere")
        return response

    def close(self) -> None:
        """Close what was opened."""
        super().close()
        self._connections.close()

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Say that no answer leads on; one that would is refused."""

    def _read(self, response: requests.Response) -> bytes:
        """Return the body; a provider that sends a byte now and then is cut off too."""
        body = b""
        try:
            while part := response.raw.read1(8192, decode_content=True):
                body += part
                if len(body) > MAX_BYTES:
                    raise requests.exceptions.ContentDecodingError("too long an answer")
                self._seconds_left()
        except (OSError, HTTPError) as error:
            raise requests.exceptions.ConnectionError(str(error)) from error
        finally:
            response.close()
        return body

    def _seconds_left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise requests.exceptions.ReadTimeout("the identity provider took too long")
        return left


def session_of(request: HttpRequest) -> ProviderSession:
    """Return a session whose deadline is that of the reader's whole request."""
    if not hasattr(request, _DEADLINE):
        setattr(request, _DEADLINE, time.monotonic() + settings.OIDC_TIMEOUT)
    return ProviderSession(getattr(request, _DEADLINE))
