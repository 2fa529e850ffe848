"""A site of a few words behind the worker of ours: one process, two threads.

Run with a socket, and with limits of the process such as `RLIMIT_NOFILE=64`.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from gunicorn.app.base import BaseApplication

from portal.site.access_log import AccessLog
from portal.site.worker import Worker

BIG = b"".join(b"%07d\n" % number for number in range(500_000))


def words(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer what the address asks for: what was sent, who answers, much, late, or but a part."""
    body = b"two words"
    match environ["PATH_INFO"]:
        case "/sent":
            body = environ["wsgi.input"].read()
        case "/process":
            body = str(os.getpid()).encode()
        case "/big":
            body = BIG
        case "/late":
            time.sleep(1)
        case "/broken":
            start_response("200 OK", [])
            return broken()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def broken() -> Iterator[bytes]:
    """Fail after the first word, as rows do whose database goes away."""
    yield b"two"
    raise RuntimeError("The second word is gone.")


class Words(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def load_config(self) -> None:
        options = {"bind": f"fd://{sys.argv[1]}", "worker_class": Worker, "threads": 2}
        options |= {"workers": 1, "control_socket_disable": True, "loglevel": "warning"}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return AccessLog(words)


def limit(written: str) -> None:
    """Set a limit of this process, and of those that it begins."""
    name, _, most = written.partition("=")
    resource.setrlimit(getattr(resource, name), (int(most), int(most)))


if __name__ == "__main__":
    for each in sys.argv[2:]:
        limit(each)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    Words().run()
