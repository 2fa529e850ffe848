"""The units of the province whose names and days are certain; staff enter the communes.

Districts that became towns or were merged before 2025 are left out: their days are in decisions
that the demo's sources do not hold.
"""

from collections import Counter
from datetime import date
from typing import Final

from enterprises.profiles.models import Locality, LocalityLevel

CITY: Final = "thành phố Huế"
PROVINCE: Final = "tỉnh Thừa Thiên Huế"
CITY_SINCE: Final = date(2025, 1, 1)
CITY_SOURCE: Final = "Nghị quyết 175/2024/QH15 của Quốc hội"
# Of 2007, under the same names until the level ended.
DISTRICTS: Final = ("huyện A Lưới", "huyện Phú Lộc", "huyện Phú Vang", "huyện Quảng Điền")
DISTRICTS_UNTIL: Final = date(2025, 7, 1)
DISTRICTS_SOURCE: Final = "Nghị quyết 1675/NQ-UBTVQH15 của Ủy ban Thường vụ Quốc hội"


def load() -> Counter[str]:
    """Bring the units that are missing; what editors changed stays as they left it."""
    before = Locality.objects.count()
    city = _unit(CITY, LocalityLevel.PROVINCE, since=CITY_SINCE, source=CITY_SOURCE)
    province = _unit(
        PROVINCE, LocalityLevel.PROVINCE, until=CITY_SINCE, replaced_by=city, source=CITY_SOURCE
    )
    for name in DISTRICTS:
        _unit(
            name,
            LocalityLevel.DISTRICT,
            parent=province,
            until=DISTRICTS_UNTIL,
            source=DISTRICTS_SOURCE,
        )
    return Counter({"localities": Locality.objects.count() - before})


def _unit(name: str, level: LocalityLevel, **fields: object) -> Locality:
    return Locality.objects.get_or_create(name=name, level=level, defaults=fields)[0]
