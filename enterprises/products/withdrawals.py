"""Taking a product off the site: its enterprise asks, the department does it or says why not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.approval.letters import send_to_representatives
from enterprises.products.models import Product, WithdrawalOutcome, WithdrawalRequest
from portal.accounts.models import User
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.publishing import workflow
from portal.publishing.models import State, Transition


@transaction.atomic
def ask(product: Product, reason: str, *, by: User) -> WithdrawalRequest:
    """Keep the request; one that waits already is the one, with the reason that is said now.

    Raises ValidationError where readers do not have the product.
    """
    page = workflow.locked(product)
    if page.state != State.PUBLISHED:
        raise ValidationError(_("The product is not on the site, so nothing has to be taken off."))
    rows = WithdrawalRequest.objects.waiting().select_for_update()
    request = rows.filter(product=page.pk).first()
    before = snapshot(request) if request is not None else {}
    if request is None:
        request = WithdrawalRequest(product_id=page.pk)
    elif request.reason == reason:
        return request
    request.reason, request.requested_by = reason, by
    request.save()
    record_saved(request, before=before, by=by)
    return request


@transaction.atomic
def take_back(product: Product, *, by: User) -> bool:
    """End the request of the own enterprise; return whether it is taken back, not answered."""
    # The page first, as who takes it off the site.
    workflow.locked(product)
    _close(product.pk, WithdrawalOutcome.TAKEN_BACK, by=by)
    last = WithdrawalRequest.objects.filter(product=product.pk).first()
    return last is not None and last.outcome == WithdrawalOutcome.TAKEN_BACK


@transaction.atomic
def refuse(request: WithdrawalRequest, answer: str, *, by: User) -> None:
    """Leave the product on the site, and tell its enterprise why.

    Raises ValidationError where the request has ended meanwhile.
    """
    product = Product.objects.locked().get(pk=request.product_id)
    if _close(product.pk, WithdrawalOutcome.REFUSED, by=by, answer=answer) is None:
        raise ValidationError(_("This is answered already."))
    send_to_representatives(
        product.enterprise, "withdrawal_refused", product=product, answer=answer
    )


def on_transition(publication: Product, transition: Transition, **_rest: object) -> None:
    """Close the waiting request of a product that is taken off the site."""
    if transition.to_state == State.WITHDRAWN and transition.change_set is None:
        comment = transition.comment
        _close(publication.pk, WithdrawalOutcome.GRANTED, by=transition.by, answer=comment)


@transaction.atomic
def _close(
    product_id: int, outcome: WithdrawalOutcome, *, by: User | None, answer: str = ""
) -> WithdrawalRequest | None:
    """End the request that waits; None where somebody has ended it before."""
    rows = WithdrawalRequest.objects.waiting().select_for_update()
    request = rows.filter(product=product_id).first()
    if request is None:
        return None
    before = snapshot(request)
    request.outcome, request.answer = outcome, answer
    request.closed_at, request.closed_by = timezone.now(), by
    request.save()
    record_saved(request, before=before, by=by)
    return request
