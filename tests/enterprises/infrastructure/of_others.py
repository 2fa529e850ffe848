from enterprises.infrastructure.models import InfrastructureMatch
from enterprises.profiles.models import Enterprise
from tests.enterprises.builders import enterprise, listing


def match(others: Enterprise) -> InfrastructureMatch:
    """A pair that waits for the answer of the enterprise."""
    request = listing(enterprise("Công ty Cần Cột"), "Cần thuê cột", direction="request")
    return InfrastructureMatch.objects.create(offer=listing(others), request=request)


MAKERS = {
    "enterprises:desk_infrastructure_one": lambda others: {"pk": listing(others).pk},
    "enterprises:desk_infrastructure_edit": lambda others: {"pk": listing(others).pk},
    "enterprises:desk_infrastructure_preview": lambda others: {"pk": listing(others).pk},
    "enterprises:desk_infrastructure_step": lambda others: {
        "pk": listing(others).pk,
        "name": "gia-han",
    },
    "enterprises:desk_match_propose": lambda others: {"pk": listing(others).pk},
    "enterprises:desk_match_answer": lambda others: {"pk": match(others).pk},
}
