"""Forms of offers on the desk, sent with the version that they were opened with."""

from enterprises.infrastructure.models import InfrastructureListing

DESK = "/doanh-nghiep/cua-toi/ha-tang/"


def edited(listing, **fields):
    listing.refresh_from_db()
    known = {
        name: "" if (value := getattr(listing, name)) is None else value
        for name in ("direction", "facility", "title", "summary", "place", "coordinates", "unit")
    }
    return known | {"phone": "0234 111", "_version": listing.live_number or 0} | fields


def only():
    return InfrastructureListing.objects.get()
