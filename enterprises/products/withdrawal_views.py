"""The desk's page on which an enterprise asks to take a product off the site."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enterprises.people import draft_recovery
from enterprises.people.access import desk_form, desk_form_page
from enterprises.products import withdrawals
from enterprises.products.desk_views import own, to_product
from enterprises.products.forms import WithdrawalForm
from enterprises.products.models import Product
from enterprises.profiles.models import Representative


@desk_form
def product_withdraw(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Ask for it with a word on why, look what became of it, or take the request back."""
    product = own(me, pk)
    if request.method == "POST" and "take_back" in request.POST:
        return _take_back(request, me, product)
    form = WithdrawalForm(request.POST if request.method == "POST" else None, label_suffix="")
    if (restored := draft_recovery.restore(request, me)) is not None:
        form = WithdrawalForm(initial={"reason": restored.get("reason", "")}, label_suffix="")
    if (
        request.method == "POST"
        and form.is_valid()
        and _request_withdrawal(request, me, product, form)
    ):
        draft_recovery.discard(request, me)
        return to_product(product)
    last = product.withdrawal_requests.first()
    open_request = last if last is not None and last.closed_at is None else None
    context = {"product": product, "form": form, "last": last, "open_request": open_request}
    return desk_form_page(request, me, "enterprises/products/desk/withdraw", **context)


def _take_back(request: HttpRequest, me: Representative, product: Product) -> HttpResponse:
    if withdrawals.take_back(product, by=me.user):
        messages.success(request, _("The request is taken back; the product stays on the site."))
    else:
        text = _("The department answered before you took it back. Look at where it stands.")
        messages.error(request, text)
    return to_product(product)


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
