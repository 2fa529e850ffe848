"""Suggestions while a reader types into the field of search; the field works without them."""

from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.publishing.models.kinds import kinds
from portal.search.suggesting import suggestions


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """Lines to choose as JSON, each with where it leads; the same for everybody, for a minute."""
    language = "en" if get_language() == "en" else None
    search = reverse("search")
    rows = [
        {
            "text": line.text,
            "kind": str(kinds()[line.kind]._meta.verbose_name) if line.kind else "",
            "path": line.path or f"{search}?{urlencode({'q': line.words})}",
        }
        for line in suggestions(request.GET.get("q", ""), language=language)
    ]
    return JsonResponse({"rows": rows}, json_dumps_params={"ensure_ascii": False})
