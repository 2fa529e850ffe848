"""The desk's buttons of pairs: propose one, agree to it, decline it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from enterprises.infrastructure import matches, services
from enterprises.infrastructure.desk_views import to_listing
from enterprises.infrastructure.models import InfrastructureMatch
from enterprises.kit.steps import key_or_404
from enterprises.people.access import desk_form
from enterprises.profiles.models import Representative


@desk_form
def propose(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Propose to pair an own public listing with a fitting public one of others."""
    own = get_object_or_404(services.listings_of(me.enterprise), pk=pk)
    if request.method == "POST":
        if not own.is_public:
            raise Http404
        other = get_object_or_404(
            matches.candidates_for(own), pk=key_or_404(request.POST.get("other", ""))
        )
        match = matches.propose(me, own, other)
        text = _("You two are matched.") if match.matched_at else _("Proposed; the other is asked.")
        messages.success(request, text)
    return to_listing(own.pk)


@desk_form
def answer(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Agree to a proposed match or decline it."""
    rows = InfrastructureMatch.objects.select_related("offer", "request")
    match = get_object_or_404(rows, pk=pk)
    side = match.side_of(me.enterprise_id)
    if not side:
        raise Http404
    if request.method == "POST":
        agrees = {"dong-y": True, "tu-choi": False}.get(request.POST.get("answer", ""))
        if agrees is None:
            raise Http404
        _answer(request, me, pk, agrees=agrees)
    return to_listing(getattr(match, f"{side}_id"))


def _answer(request: HttpRequest, me: Representative, pk: int, *, agrees: bool) -> None:
    """Take the answer and say what became of it."""
    try:
        match = matches.answer(me, pk, agrees=agrees)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    if match is None:
        messages.info(request, _("This is answered already."))
    else:
        text = _("You two are matched.") if agrees else _("Declined; the other is told.")
        messages.success(request, text)
