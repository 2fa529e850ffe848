"""A request of another enterprise for the addresses that name one."""

from enterprises.approval.services import propose
from enterprises.profiles.models import Enterprise
from portal.publishing import changes
from tests.enterprises import builders


def request_of(others: Enterprise) -> int:
    me = others.representatives.current().first() or builders.representative(others, "dn-khac")
    propose(others, {"summary": "Của người khác"}, by=me.user)
    change = changes.open_change(others)
    assert change is not None
    return change.pk


MAKERS = {"enterprises:request": lambda others: {"number": request_of(others)}}
