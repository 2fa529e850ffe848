"""What each answer tells browsers to forbid, the list of who to tell of a hole, and reports."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.csp import build_policy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.kit.text.numbers import parse_key
from portal.participation.publicforms.limits import Limit, place_of

logger = logging.getLogger(__name__)
# No page of ours needs any of these. They go with each file, too: what asks the reader for leave,
# and no more, for half of a small page would be heads.
PERMISSIONS: Final = ", ".join(
    f"{name}=()"
    for name in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
        *("magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    )
)
# Keys to sign in by are made and shown on the account's pages alone.
_PASSKEYS: Final = ", publickey-credentials-get={0}, publickey-credentials-create={0}"
# Pictures that stand beside links to our pages elsewhere, and in letters and feeds.
SHARED: Final = ("/media/anh/", "/anh-chia-se/")
MAX_REPORT: Final = 8 * 1024
# A broken browser, or somebody who wants to fill a disk, reports without end.
PER_PLACE: Final = Limit("csp.noi", 20, timedelta(hours=1))
IN_ALL: Final = Limit("csp", 500, timedelta(days=1))
_REPORTED: Final = ("effective-directive", "violated-directive", "blocked-uri", "document-uri")


class ForbidBrowsers:
    """Adds to every answer, static files and errors too, what Django's own middleware does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_shared = request.path.startswith(SHARED)
        whose = "(self)" if request.path.startswith("/tai-khoan/") else "()"
        response.headers.setdefault("Permissions-Policy", PERMISSIONS + _PASSKEYS.format(whose))
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_shared else "same-origin"
        )
        # The page of a chart, which is there for frames, says so itself.
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        return response


def headers_of_stand_ins() -> list[tuple[str, str]]:
    """Return the headers of a page that stands in while the database is gone, past Django.

    They forbid what those of the site's own answers do.
    """
    policy: Any = settings.SECURE_CSP
    headers = [
        ("Content-Security-Policy", build_policy(policy)),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", PERMISSIONS + _PASSKEYS.format("()")),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
    ]
    if settings.SECURE_HSTS_SECONDS:
        value = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
        headers.append(("Strict-Transport-Security", value))
    return headers


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a hole in the site, as RFC 9116 has it."""
    ends = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    contact = settings.SECURITY_CONTACT or settings.SITE_URL + reverse("contact")
    lines = {
        "Contact": contact,
        "Expires": (ends + timedelta(days=180)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "vi, en",
        "Canonical": settings.SITE_URL + reverse("security_txt"),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@csrf_exempt
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """Write a browser's report of what the policy forbade into the log: one line, bounded."""
    length = parse_key(request.META.get("CONTENT_LENGTH") or "0", max_value=MAX_REPORT)
    if length is not None and _may_report(request):
        report = _report_of(request.read(MAX_REPORT))
        if report:
            logger.warning("The content security policy forbade: %s", report)
    return HttpResponse(status=204)


def _may_report(request: HttpRequest) -> bool:
    return PER_PLACE.spend(place_of(request)) is None and IN_ALL.spend("") is None


def _report_of(body: bytes) -> str:
    """Return what a report says in one line; "" where it is none."""
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    report = found.get("csp-report") if isinstance(found, dict) else None
    if not isinstance(report, dict):
        return ""
    # Where a reader was may be told in a query: only the path is of use.
    values = (str(report.get(name, "")).partition("?")[0][:200] for name in _REPORTED)
    # Nothing that ends a line or steers a terminal.
    return " ".join(ascii(value) for value in values)
