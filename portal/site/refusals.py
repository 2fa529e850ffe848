"""What requests are answered that the application never sees: pages of the site, as written."""

from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.conf import settings

# For when none has been written yet; nothing here can fail.
LAST_WORD: Final = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Không trả lời được yêu cầu này</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main id="noi-dung"><h1>Không trả lời được yêu cầu này</h1>
<p>%s <a href="/">Về trang chủ</a></p></main></body></html>
"""
_TOO_MUCH: Final = "Địa chỉ quá dài, hoặc những gì được gửi quá lớn. Hãy quay lại và rút gọn."
_NOT_NOW: Final = "Trang chưa trả lời được lúc này. Hãy thử lại sau nửa phút."


def refusal(status: str) -> bytes:
    """Return the last answer of a connection, such as to "413 Content Too Large"."""
    try:
        page, guards = _written(int(status[:3]))
    except Exception:  # Whatever is missing, who is refused has to be told.
        page, guards = LAST_WORD % (_NOT_NOW if status.startswith("5") else _TOO_MUCH), []
    body = page.encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
        *guards,
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def _written(code: int) -> tuple[str, list[tuple[str, str]]]:
    """Return the page for a status as the helper wrote it, and what browsers are to forbid it."""
    # They need models, which a worker does not wait for.
    from django.templatetags.static import static

    from portal.site import emergency
    from portal.site.headers import headers_of_stand_ins

    name = emergency.BUSY if code >= HTTPStatus.INTERNAL_SERVER_ERROR else emergency.WRONG
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        name = emergency.TOO_LARGE
    page = (Path(settings.VAR_DIR) / emergency.FOLDER / name).read_text(encoding="utf-8")
    # Where the server in front has its style, the application has none.
    style = page.replace(f'"/{emergency.NAME_OF_STYLE}"', f'"{static(emergency.STYLE)}"')
    return style, headers_of_stand_ins()


class Refusing:
    """A connection to which gunicorn tells of an error: its status goes out with a page of ours."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def sendall(self, data: bytes) -> None:
        """Send the status that gunicorn found, in words of the site."""
        first = data.partition(b"\r\n")[0]
        self._sock.sendall(refusal(first.partition(b" ")[2].decode("latin-1")))
