"""Pages whose address is a secret: what is kept of it, and the headers that do not give it away."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse


def hash_token(token: str) -> str:
    """Return what is stored of a secret; the secret cannot be read out of the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def keep_secret[R: HttpResponse](response: R) -> R:
    """Return an answer that no cache keeps, no search engine finds, no other site is told of."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    # Not `no-referrer`: browsers would hide from our own form where it comes from, too.
    response["Referrer-Policy"] = "same-origin"
    return response


def secret_page[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Let all answers of a view be kept secret."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return keep_secret(view(*args, **kwargs))

    return wrapped
