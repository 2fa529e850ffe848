"""The public page of the index."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.published_index.models import PublishedItem
from portal.published_index.standing import Line, counted, grouped, lines
from portal.publishing.structured import json_ld_script, organization


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All items under their headings, as they stand today."""
    found = lines(PublishedItem.objects.with_changes().in_order())
    context = {
        "groups": grouped(found),
        "counts": [(each.label, number) for each, number in counted(found).items()],
        "today": timezone.localdate(),
        "json_ld": _item_list(found),
    }
    return render(request, "portal/published_index/index.html", context)


def _item_list(found: list[Line]) -> SafeString:
    """What is published, as schema.org's ItemList; what is nowhere is in no list of links."""
    here = [line for line in found if line.path]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": _("Index of published information"),
        "creator": organization(),
        "numberOfItems": len(here),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": line.item.name,
                "url": settings.SITE_URL + line.path,
            }
            for number, line in enumerate(here, 1)
        ],
    }
    return json_ld_script(data)
