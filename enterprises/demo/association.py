"""The association as the report of 2007 names it; nobody is made up to lead it."""

from collections import Counter
from datetime import date
from typing import Final

from enterprises.association.models import Association, Membership
from enterprises.demo.samples import COMPANY_A, COMPANY_B, Sample
from portal.department.demo import REPORT
from portal.publishing.first_content import page_at

NAME: Final = "Hội Tin học tỉnh Thừa Thiên Huế"
SAID: Final = "UBND tỉnh cũng giao cho sở BCVT đứng ra kiện toàn lại Hội tin học tỉnh TT-Huế."
# A made-up day of made-up members; their profiles say so.
JOINED: Final = date(2007, 2, 1)


def load() -> Counter[str]:
    """Bring the association and, as its members, the samples that say that they are such."""
    brought = Counter({"sample memberships": sum(map(_join, (COMPANY_A, COMPANY_B)))})
    if not Association.objects.exists():
        report = page_at(REPORT)
        quote = SAID if report else ""
        Association.objects.create(pk=Association.ONLY, name=NAME, quote=quote, evidence=report)
        brought["associations"] = 1
    return brought


def _join(sample: Sample) -> bool:
    enterprise = sample.enterprise
    # One that left stays away.
    if enterprise is None or enterprise.memberships.exists():
        return False
    Membership.objects.create(enterprise=enterprise, joined_on=JOINED)
    return True
