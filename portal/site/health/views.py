"""What machines ask: whether the process lives, whether the site is ready, and its figures."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from portal.kit.files import space
from portal.kit.proxies import is_trusted, parse_address
from portal.kit.text.numbers import parse_key
from portal.site.health.check import Check
from portal.site.health.checks import all_checks, needed_checks
from portal.site.health.figures import exposition


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive; the database is not asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether the site can serve pages; else 503. The rest is reported, and stops nothing.

    Anyone may ask for that, and costs little; what is wrong is looked for and told on this machine
    and to whom the settings allow.
    """
    sees_details = may_see_details(request)
    checks = {check.name: check for check in (all_checks() if sees_details else needed_checks())}
    is_ready = all(check.is_well for check in checks.values() if check.is_needed)
    found: dict[str, Any] = {"ready": is_ready, "database": checks["database"].is_well}
    if sees_details:
        found |= _details(checks)
    return JsonResponse(found, status=200 if is_ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the figures of this machine as Prometheus reads them; nobody else knows of them."""
    if not may_see_details(request):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def _details(checks: dict[str, Check]) -> dict[str, Any]:
    found: dict[str, Any] = {"low_disk": space.is_low()}
    if "migrations" in checks:
        found["unapplied_migrations"] = parse_key(str(checks["migrations"].detail))
    if "late_tasks" in checks:
        # None where the database was gone before it could say.
        found["late_tasks"] = parse_key(str(checks["late_tasks"].detail))
    with translation.override("en"):
        found["checks"] = {name: _as_json(check) for name, check in checks.items()}
    return found


def _as_json(check: Check) -> dict[str, Any]:
    if check.is_well:
        return {"ok": True, "said": str(check.detail)}
    return {"ok": False, "said": str(check.detail), "mend": str(check.mend)}


def may_see_details(request: HttpRequest) -> bool:
    """Return whether the client's own address is one of those that may look inside.

    A proxy that nobody has named in TRUSTED_PROXIES gives its own address to all it brings: where
    somebody stands behind it, loopback says nothing, whatever other proxies are named.
    """
    address = parse_address(request.META.get("REMOTE_ADDR", ""))
    if address is None:
        return False
    if is_trusted(address, settings.MONITORING_ALLOWED):
        return True
    is_forwarded = any(
        name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA")
    )
    may_be_anybody = is_forwarded and not is_trusted(address, settings.TRUSTED_PROXIES)
    return address.is_loopback and not may_be_anybody
