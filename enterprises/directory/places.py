"""What the search finds for enterprises beside their lists: joining, the association, the desk."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.places import Place


def enterprise_places() -> Iterator[Place]:
    """Yield what enterprises come for."""
    yield Place(
        reverse("enterprises:join"),
        _("Ask for a place for your enterprise"),
        _("A form for enterprises that want a page and a desk on this site."),
        pgettext(
            "searched as",
            "register an enterprise; registration of enterprises; join; open an account; sign up",
        ),
        _("form to send"),
    )
    yield Place(
        reverse("enterprises:association"),
        _("Informatics association"),
        _("The association of the province: its posts, and its members."),
        pgettext("searched as", "informatics association; association; members"),
    )
    yield Place(
        reverse("enterprises:service_points"),
        _("Service points and map of communes"),
        _("Post offices, public access points, enterprises and infrastructure by commune."),
        pgettext(
            "searched as", "post office; post offices near me; map; communes; wards; public Wi-Fi"
        ),
    )
    yield Place(
        reverse("enterprises:desk"),
        _("Sign-in of enterprises"),
        _("The desk of enterprises: profile, products, reports."),
        pgettext("searched as", "sign in; log in; login; desk of the enterprise; reports"),
    )
