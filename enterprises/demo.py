"""Two made-up enterprises that show what a profile looks like, and say that they are made up."""

from collections import Counter

from enterprises.models import Enterprise, Sector
from portal.publishing.once import publish_once

SAMPLES = (
    ("Công ty minh họa A", "Viễn thông"),
    ("Công ty minh họa B", "Công nghệ thông tin"),
)
SUMMARY = "Doanh nghiệp minh họa, không có thật: chỉ để cho thấy một trang hồ sơ doanh nghiệp."


def load() -> Counter[str]:
    """Bring the samples; what was new."""
    return Counter({"sample enterprises": sum(_bring(name, sector) for name, sector in SAMPLES)})


def _bring(name: str, sector: str) -> bool:
    def add_sector(enterprise: Enterprise) -> None:
        enterprise.sectors.add(Sector.objects.get_or_create(name=sector)[0])

    sample = Enterprise(title=name, summary=SUMMARY, is_sample=True)
    return publish_once(sample, parts=add_sector)
