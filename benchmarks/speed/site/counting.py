"""Notes each computation of a page: a line in a file that all processes append to."""

import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_file = os.open(os.environ["BENCH_COUNTS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def note_pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Write down which page was computed, from when to when in nanoseconds, and how nicely.

    What goes through the site beside its readers, such as its copy, is nicer than a worker.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        began = time.monotonic_ns()
        response = get_response(request)
        nice = os.getpriority(os.PRIO_PROCESS, 0)
        line = f"{began} {time.monotonic_ns()} {nice} {request.get_full_path()}\n"
        os.write(_file, line.encode())
        return response

    return answer
