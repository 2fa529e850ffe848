"""The bar above an enterprise's own public pages, for its people: ways back to the desk."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.people.access import representative_of
from enterprises.profiles.models import Enterprise
from portal.editing.staff_bar import Bar, Way
from portal.kit.session_cookie import may_be_signed_in
from portal.publishing.models import Publication


def bar_for(request: HttpRequest | None, page: Publication | None) -> Bar | None:
    """Return the bar of a page for a representative of its enterprise; None for all others.

    Readers are not even asked who they are: their pages are kept, and depend on no cookie.
    """
    if request is None or page is None or not may_be_signed_in(request):
        return None
    is_profile = page.kind == Enterprise.KIND
    form = "enterprises:profile" if is_profile else getattr(page, "DESK_VIEW", "")
    me = representative_of(request) if form else None
    # What is shown with an enterprise is its own: a product, an offer of infrastructure.
    if me is None or me.enterprise_id != (page.pk if is_profile else page.parent_page_id):
        return None
    args = [] if is_profile else [page.pk]
    ways = [
        Way(_("Your enterprise’s desk"), reverse("enterprises:desk")),
        Way(_("Edit this page"), reverse(form, args=args), is_main=True),
    ]
    return Bar(_("a page of your enterprise, as readers see it"), "", ways)


register = template.Library()


@register.inclusion_tag("components/staff_bar.html", takes_context=True)
def desk_bar(context: Context, page: Publication | None) -> dict[str, object]:
    """Show the bar above an enterprise's own page to its people; nothing to anybody else."""
    bar = bar_for(context.get("request"), page)
    return {"bar": bar, "label": _("For your enterprise")}
