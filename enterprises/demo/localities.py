"""The units of the province whose names and days are certain, with the communes of today.

Districts that became towns or were merged before 2025 are left out: their days are in decisions
that the demo's sources do not hold.
"""

from collections import Counter
from collections.abc import Iterator
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


COMMUNES_SINCE: Final = DISTRICTS_UNTIL
# West to east, north to south: where each stands among its neighbours, at no scale. A small letter
# tells a commune from a ward.
MAP: Final = """
    P Phong Dinh | P Phong Phú  | P Phong Quảng |              |              |             |             |
    P Phong Điền | P Phong Thái | x Đan Điền    | x Quảng Điền | P Hóa Châu   | P Thuận An  |             |
                 | P Hương Trà  | P Kim Trà     | P Hương An   | P Phú Xuân   | P Dương Nỗ  | P Mỹ Thượng |
                 |              | x Bình Điền   | P Kim Long   | P Thuận Hóa  | P Vỹ Dạ     | x Phú Hồ    | x Phú Vinh
    x A Lưới 1   |              |               | P Thủy Xuân  | P An Cựu     | P Thanh Thủy | x Phú Vang | x Vinh Lộc
    x A Lưới 2   | x A Lưới 5   |               |              | P Phú Bài    | P Hương Thủy | x Hưng Lộc | x Lộc An
    x A Lưới 3   | x A Lưới 4   |               | x Long Quảng | x Nam Đông   | x Khe Tre   | x Phú Lộc   | x Chân Mây - Lăng Cô
"""  # noqa: E501  # a map is read as a whole
_KINDS: Final = {"P": "phường", "x": "xã"}


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
    for name, column, row in communes():
        _unit(
            name,
            LocalityLevel.COMMUNE,
            parent=city,
            since=COMMUNES_SINCE,
            source=DISTRICTS_SOURCE,
            map_column=column,
            map_row=row,
        )
    return Counter({"localities": Locality.objects.count() - before})


def communes() -> Iterator[tuple[str, int, int]]:
    """Yield each commune of the map with its column and row."""
    for row, line in enumerate(MAP.strip("\n").splitlines()):
        for column, cell in enumerate(line.split("|")):
            kind, _, name = cell.strip().partition(" ")
            if name:
                yield f"{_KINDS[kind]} {name}", column, row


def commune_named(name: str) -> Locality:
    """Return a commune of the map; LookupError where somebody has removed or renamed it."""
    found = Locality.objects.filter(name=name, level=LocalityLevel.COMMUNE).first()
    if found is None:
        raise LookupError(f"There is no commune “{name}”.")
    return found


def _unit(name: str, level: LocalityLevel, **fields: object) -> Locality:
    return Locality.objects.get_or_create(name=name, level=level, defaults=fields)[0]
