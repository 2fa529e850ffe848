"""Products on two first pages: an enterprise's own, and for the staff those to be withdrawn."""

from collections import Counter

from django.db.models import Case, F, Q, Value, When
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from enterprises.approval.change_requests import SENT_BY_STAFF
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.products.models import Product, WithdrawalRequest
from enterprises.products.services import NOT_YET_PUBLIC
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.kit.panels import Panel, Waiting
from portal.publishing.models import State
from portal.publishing.models.querysets import heavy_columns

# Nobody has more; it bounds what the desk reads.
MAX_PRODUCTS = 500
MAX_REQUESTS = 10


def products_panel(me: Representative) -> DeskPanel:
    """Return how many products stand where, and the way to them."""
    rows = Product.objects.filter(enterprise=me.enterprise_id)
    found = Counter(rows.order_by().values_list(_state(), flat=True)[:MAX_PRODUCTS])
    to_correct = found[State.CHANGES_ASKED]
    context = {
        "published": found[State.PUBLISHED],
        "to_correct": to_correct,
        "sent": found[State.SUBMITTED] + found[State.APPROVED],
        "drafts": found[State.DRAFT],
        "any": any(found[state] for state in (State.PUBLISHED, State.WITHDRAWN, *NOT_YET_PUBLIC)),
    }
    to_do = (_to_do(to_correct),) if to_correct else ()
    return DeskPanel("enterprises/products/desk/panel.html", context, to_do)


def _state() -> Case:
    """Return the state as the enterprise counts it: what the staff corrects is a draft to it."""
    is_of_staff = Q(Exact(SENT_BY_STAFF, True), state=State.CHANGES_ASKED)
    return Case(When(is_of_staff, then=Value(State.DRAFT)), default=F("state"))


def _to_do(to_correct: int) -> ToDo:
    text = ngettext(
        "Correct %(count)s product, as the department asks",
        "Correct %(count)s products, as the department asks",
        to_correct,
    )
    return ToDo(text % {"count": to_correct}, reverse("enterprises:desk_products"), Urgency.ASKED)


def withdrawals_panel(user: User) -> Panel | None:
    """Return products that their enterprises want off the site; for who may withdraw them."""
    if not user.has_perm(PUBLISH):
        return None
    rows = WithdrawalRequest.objects.waiting().select_related("product__enterprise")
    rows = rows.defer(*heavy_columns("product", "product__enterprise"))
    requests = list(rows.order_by("requested_at")[:MAX_REQUESTS])
    context = {"requests": requests, "most": MAX_REQUESTS}
    return Panel("admin/dashboard/withdrawals.html", context)


def withdrawals_waiting(user: User) -> list[Waiting]:
    """Return products that their enterprises want off the site; for who may withdraw them."""
    if not user.has_perm(PUBLISH):
        return []
    label = _("Products that enterprises want off the site")
    rows = WithdrawalRequest.objects.waiting()
    return [Waiting("go-san-pham", label, (rows,), panel=withdrawals_panel)]
