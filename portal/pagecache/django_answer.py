"""What Django has answered to a question that nobody in particular asked: kept, or sent on."""

from collections.abc import Iterable
from http import HTTPStatus

from portal.pagecache.pages import Application, Environ, Headers, StartResponse
from portal.pagecache.store import MAX_PAGE_BYTES


class Made:
    """The answer of an application to one question."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.status = 0
        self.headers: Headers = []
        self._line = ""
        self._answer = application(environ, self._start)
        facts = environ.get("portal.request")
        self.route = facts.route if facts is not None else ""
        self.is_stream = bool(getattr(self._answer, "streaming", False))
        self.body = b"" if self.is_stream else b"".join(self._answer)
        if not self.is_stream:
            self.close()

    def _start(self, line: str, headers: Headers, *_rest: object) -> None:
        self._line, self.status, self.headers = line, int(line[:3]), headers

    def is_kept(self) -> bool:
        """Return whether all readers may be answered with this: the headers tell."""
        if self.status != HTTPStatus.OK or self.is_stream or len(self.body) > MAX_PAGE_BYTES:
            return False
        values = {name.lower(): value.lower() for name, value in self.headers}
        control, vary = values.get("cache-control", ""), values.get("vary", "")
        return (
            "set-cookie" not in values
            and "private" not in control
            and "no-store" not in control
            and {word.strip() for word in vary.split(",")} <= {"", "accept-encoding"}
            and "content-encoding" not in values
        )

    def cache_control(self) -> str:
        """Return how long others may keep the answer, where Django said a time."""
        header = next(
            (value for name, value in self.headers if name.lower() == "cache-control"), ""
        )
        return header if "max-age" in header else ""

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with it: for a request that asked for just this."""
        start_response(self._line, self.headers)
        return self._answer if self.is_stream else [self.body]

    def close(self) -> None:
        """End the request in Django, once: each time says anew that one has finished."""
        answer, self._answer = self._answer, ()
        close = getattr(answer, "close", None)
        if close is not None:
            close()
