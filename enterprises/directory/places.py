"""Places of enterprises that the searches find, readers' and the admin's, beside the lists."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.profiles.models import Enterprise, Sector
from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.filters import MAX_CHOICES
from portal.kit.finding import MAX_HITS, Hit, Hits
from portal.kit.places import Place, Rank
from portal.kit.sorted_names import in_order
from portal.publishing.lookup import with_words


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
        pgettext("meant by", "register an enterprise; registration of enterprises"),
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
        pgettext("meant by", "post office; post offices; public Wi-Fi; near me"),
    )
    yield Place(
        reverse("enterprises:desk"),
        _("Sign-in of enterprises"),
        _("The desk of enterprises: profile, products, reports."),
        pgettext("searched as", "sign in; log in; login; desk of the enterprise; reports"),
    )


def sector_places() -> Iterator[Place]:
    """Yield the enterprises of each sector; one query."""
    directory = reverse("enterprises:list")
    for sector in in_order(Sector.objects.all())[:MAX_CHOICES]:
        also = _("enterprises of %(sector)s; companies of %(sector)s; who makes %(sector)s")
        yield Place(
            f"{directory}?linh-vuc={sector.slug}",
            _("Enterprises: %(sector)s") % {"sector": sector.name},
            also="; ".join([sector.name, also % {"sector": sector.name}]),
            kind=_("sector"),
            rank=Rank.SHELF,
        )


def find_enterprises(user: User, typed: str) -> list[Hits]:
    """Return enterprises that the person may read; one query."""
    if not works_here(user):
        return []
    rows = with_words(Enterprise.objects.readable_by(user), typed)
    found = rows.order_by("sort_key", "pk").values_list("pk", "title", "tax_code")[:MAX_HITS]
    hits = tuple(
        Hit(title, reverse("admin:profiles_enterprise_change", args=[pk]), tax_code or "")
        for pk, title, tax_code in found
    )
    return [Hits(_("Enterprises"), hits)]
