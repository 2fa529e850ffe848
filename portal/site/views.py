"""The page that the portal itself has: home."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.emergency import alerts
from portal.kit.files import space
from portal.kit.postgres.schema import unapplied_migrations
from portal.site.emergency import light_home
from portal.tasks import monitoring


def home(request: HttpRequest) -> HttpResponse:
    """Show the home page, composed from the tags of the apps; in an emergency the light page.

    `?ban=day-du` is the full page in an emergency, too.
    """
    if request.GET.get("ban") != "day-du" and alerts.current_alert() is not None:
        return light_home(request)
    return render(request, "portal/home.html")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive; the database is not asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether the database answers and has every migration; else 503.

    Late tasks and a disk that is nearly full are reported, but they keep no page from being served.
    """
    # No details of the error: anyone may ask.
    try:
        waiting = unapplied_migrations(connection)
    except Error:
        return JsonResponse({"ready": False, "database": False}, status=503)
    if waiting:
        found = {"ready": False, "database": True, "unapplied_migrations": len(waiting)}
        return JsonResponse(found, status=503)
    found = {"ready": True, "database": True, "unapplied_migrations": 0}
    warnings = {"late_tasks": monitoring.count_late(), "low_disk": space.is_low()}
    return JsonResponse(found | warnings)
