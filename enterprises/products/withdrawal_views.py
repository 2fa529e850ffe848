"""The desk's page on which an enterprise asks to take a product off the site."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enterprises.people import draft_recovery
from enterprises.people.access import for_representatives
from enterprises.products import withdrawals
from enterprises.products.desk_views import own
from enterprises.products.forms import WithdrawalForm
from enterprises.products.models import Product
from enterprises.profiles.models import Representative


@for_representatives
@require_http_methods(["GET", "HEAD", "POST"])
def product_withdraw(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Ask for it with a word on why, look what became of it, or take the request back."""
    product = own(me, pk)
    if request.method == "POST" and "take_back" in request.POST:
        withdrawals.take_back(product, by=me.user)
        messages.success(request, _("The request is taken back; the product stays on the site."))
        return _to(product)
    form = WithdrawalForm(request.POST if request.method == "POST" else None, label_suffix="")
    if (restored := draft_recovery.restore(request, me)) is not None:
        form = WithdrawalForm(initial={"reason": restored.get("reason", "")}, label_suffix="")
    if (
        request.method == "POST"
        and form.is_valid()
        and _request_withdrawal(request, me, product, form)
    ):
        draft_recovery.discard(request, me)
        return _to(product)
    last = product.withdrawal_requests.first()
    context: dict[str, Any] = {
        "me": me,
        "enterprise": me.enterprise,
        "product": product,
        "form": form,
        "last": last,
        "asked": last if last is not None and last.closed_at is None else None,
        **draft_recovery.hidden_field(request, me),
    }
    return render(request, "enterprises/products/desk/withdraw.html", context)


def _to(product: Product) -> HttpResponse:
    return HttpResponseRedirect(reverse("enterprises:desk_product", args=[product.pk]))


def _request_withdrawal(
    request: HttpRequest, me: Representative, product: Product, form: WithdrawalForm
) -> bool:
    try:
        withdrawals.ask(product, form.cleaned_data["reason"], by=me.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("The department has your request. Readers see it until then."))
    return True
