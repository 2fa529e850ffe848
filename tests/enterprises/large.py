"""A directory as large as the largest that the site has to bear: for a test and a benchmark."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db import connection

from enterprises.association.models import Membership
from enterprises.profiles.models import Enterprise, Locality, Sector
from portal.kit.postgres.copying import copy_rows
from portal.publishing.loading import load
from portal.publishing.models import State
from tests import builders as site

CHUNK: Final = 2_000
FORMS: Final = ("Công ty TNHH", "Công ty Cổ phần", "Doanh nghiệp tư nhân", "Hợp tác xã")
NAMES: Final = (
    "An", "Bình", "Cường", "Duy", "Đông", "Đại", "Gia", "Hương", "Khánh", "Lộc", "Minh", "Nam",
    "Phú", "Quang", "Sông", "Thành", "Tín", "Uy", "Việt", "Xuân", "Ánh", "Ân", "Ích", "Ông",
    "Ưu", "Yên",
)  # fmt: skip
SKILLS: Final = ("Lắp đặt tổng đài", "Viết phần mềm", "Đào tạo tin học", "Cho thuê cột ăng-ten")
SECTORS: Final = ("Bưu chính", "Viễn thông", "Phần mềm", "Phần cứng", "Đào tạo", "Nội dung số")
SIZES: Final = [*["micro"] * 70, *["small"] * 22, *["medium"] * 6, *["large"] * 2]
UNITS: Final = 40


def large_directory(count: int, *, already: int = 0) -> None:
    """Public enterprises up to number `count`, from `already` on, of which some share everything.

    No enterprise of the last sector is micro, though both are common; few are members.
    """
    sectors = [Sector.objects.get_or_create(name=name)[0].pk for name in SECTORS]
    units = _units()
    for first in range(already, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))
        rows = [_made_up(number, units) for number in numbers]
        load(rows, topics=[()] * len(rows), with_revisions=False)
        pairs = list(_pairs(rows, sectors))
        table = Enterprise.sectors.through._meta.db_table
        copy_rows(connection, table, ("enterprise_id", "sector_id"), pairs)
        Membership.objects.bulk_create(
            Membership(enterprise=row, joined_on=date(2006, 1, 1))
            for number, row in zip(numbers, rows, strict=True)
            if number % 33 == 0
        )


def _units() -> list[Locality]:
    """Units that ended, each with the one that took its place, all of one province."""
    if not Locality.objects.exists():
        province = Locality.objects.create(name="thành phố Huế", level="province")
        for number in range(UNITS):
            today = Locality.objects.create(name=f"phường {number}", parent=province)
            Locality.objects.create(
                name=f"xã cũ {number}", until=date(2025, 7, 1), replaced_by=today
            )
    return list(Locality.objects.exclude(replaced_by=None).order_by("pk"))


def _made_up(number: int, units: list[Locality]) -> Enterprise:
    chance = random.Random(number)
    name = f"{chance.choice(FORMS)} {chance.choice(NAMES)} {chance.choice(NAMES)} {number}"
    row = Enterprise(
        title=name,
        slug=f"doanh-nghiep-{number}",
        summary="Doanh nghiệp minh họa cho phép đo.",
        is_sample=True,
        short_name=f"DN{number}",
        capabilities="\n".join(chance.sample(SKILLS, 2)),
        address=f"{number} đường Lê Lợi",
        size="small" if _in_last_sector(number) else chance.choice(SIZES),
        locality=chance.choice(units),
        state=State.PUBLISHED,
        published_at=site.FEBRUARY,
    )
    row.derive()
    return row


def _in_last_sector(number: int) -> bool:
    return number % len(SECTORS) == len(SECTORS) - 1


def _pairs(rows: list[Enterprise], sectors: list[int]) -> Iterator[tuple[int, int]]:
    for row in rows:
        number = int(row.slug.rpartition("-")[2])
        yield row.pk, sectors[number % len(sectors)]
