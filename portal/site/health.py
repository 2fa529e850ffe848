"""What machines ask: is the process alive, and can it serve?"""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.kit.postgres.schema import unapplied_migrations
from portal.tasks import watching


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing about the database."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration; else 503 with what is missing.

    Tasks that nobody works off are told and keep no page from being served.
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
    return JsonResponse(found | {"late_tasks": watching.late()})
