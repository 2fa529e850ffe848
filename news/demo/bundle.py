"""A bundle of the lived-in year as the staff sees it: pages that appeared together."""

from collections import Counter
from datetime import datetime
from typing import Final

from news.articles.models import Article
from portal.publishing.models.bundle import Bundle, BundleMember, BundleState
from portal.publishing.sample_pages import moment_of, sample_at

NAME: Final = "Giao ban quý IV và kế hoạch cuối năm (minh họa)"
NOTE: Final = (
    "Đợt đăng dựng ra để cho thấy cách làm: các trang của một sự việc được gom lại, duyệt một lần"
    " và cùng hiện vào một lúc."
)
PAGES: Final = (
    "Giao ban quý IV: đếm lại những việc đã hẹn",
    "Kế hoạch bảo dưỡng mạng dịp cuối năm",
)
COLLECTED: Final = datetime(2007, 12, 20, 9)
RELEASED: Final = datetime(2007, 12, 26, 8)


def load() -> Counter[str]:
    """Bring the bundle with its pages, once; return whether it was new."""
    if Bundle.objects.filter(name=NAME).exists():
        return Counter()
    bundle = Bundle.objects.create(
        name=NAME,
        note=NOTE,
        state=BundleState.RELEASED,
        created_at=moment_of(COLLECTED),
        closed_at=moment_of(RELEASED),
    )
    for title in PAGES:
        page = sample_at(Article, title)
        BundleMember.objects.create(bundle=bundle, publication_id=page.pk, is_open=False)
    return Counter({"sample bundles": 1})
