"""A site of a few words behind the server of ours: one process, two threads.

Run with a socket, and with limits of the process such as `RLIMIT_NOFILE=64`.
"""

import os
import resource
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import django

BIG = b"".join(b"%07d\n" % number for number in range(500_000))


def words(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer what the address asks for: what was sent, who answers, much, late, or but a part."""
    body = b"two words"
    match environ["PATH_INFO"]:
        case "/sent":
            body = environ["wsgi.input"].read()
        case "/process":
            body = str(os.getpid()).encode()
        case "/environ":
            body = repr({name: environ[name] for name in environ if name.isupper()}).encode()
        case "/big":
            body = BIG
        case "/rows":
            start_response("200 OK", [])
            return (BIG[at : at + 80_000] for at in range(0, len(BIG), 80_000))
        case "/late":
            time.sleep(1)
        case "/slow-rows":
            start_response("200 OK", [])
            return slow_rows()
        case "/broken":
            start_response("200 OK", [("Content-Length", "9")])
            return broken()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def slow_rows() -> Iterator[bytes]:
    yield b"a\n"
    time.sleep(2)
    yield b"b\n"


def broken() -> Iterator[bytes]:
    """Fail after the first word, as rows do whose database goes away."""
    yield b"two"
    raise RuntimeError("The second word is gone.")


def limit(written: str) -> None:
    """Set a limit of this process, and of those that it begins."""
    name, _, most = written.partition("=")
    resource.setrlimit(getattr(resource, name), (int(most), int(most)))


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()
if __name__ == "__main__":
    from portal.site.server import Server

    for each in sys.argv[2:]:
        limit(each)
    taken = socket.socket(fileno=int(sys.argv[1]))
    Server(taken, 1, "tests.portal.site.server_of_words:application").run()
elif __name__ == "tests.portal.site.server_of_words":
    from portal.asgi import Threads
    from portal.site.access_log import AccessLog

    application = Threads(AccessLog(words), 2)
