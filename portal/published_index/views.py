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
from portal.published_index.status import IndexEntry, count_by_status, entries, group_entries
from portal.publishing.paging import only_page
from portal.publishing.structured import json_ld_script, organization


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show all items under their headings, as they stand today."""
    only_page(request)
    found = entries(PublishedItem.objects.with_changes().in_order())
    context = {
        "groups": group_entries(found),
        "counts": [(each.label, number) for each, number in count_by_status(found).items()],
        "today": timezone.localdate(),
        "json_ld": _item_list(found),
    }
    return render(request, "portal/published_index/index.html", context)


def _item_list(found: list[IndexEntry]) -> SafeString:
    """Return what is published, as schema.org's ItemList."""
    here = [entry for entry in found if entry.path]
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
                "name": entry.item.name,
                "url": settings.SITE_URL + entry.path,
            }
            for number, entry in enumerate(here, 1)
        ],
    }
    return json_ld_script(data)
