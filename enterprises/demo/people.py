"""Representatives of the samples, for demo accounts that exist."""

from typing import Final

from enterprises.demo.samples import COMPANY_A, COMPANY_B, Sample
from enterprises.profiles.models import Representative, RepresentativeRole
from portal.accounts.models import User

OWNERS: Final = (("dn-a", COMPANY_A), ("dn-b", COMPANY_B))


def load() -> int:
    """Let each account speak for its sample, unless it ever spoke for one; how many are new."""
    return sum(_bring(username, sample) for username, sample in OWNERS)


def _bring(username: str, sample: Sample) -> bool:
    user = User.objects.filter(username=username).first()
    enterprise = sample.enterprise
    if user is None or enterprise is None:
        return False
    # An access that was ended stays ended.
    if Representative.objects.filter(user=user).exists():
        return False
    Representative.objects.create(enterprise=enterprise, user=user, role=RepresentativeRole.OWNER)
    return True
