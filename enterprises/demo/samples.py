"""Two made-up enterprises with full profiles that nobody could take for real ones.

No tax code and no telephone: any well-formed one could be somebody's. E-mail stands at `.example`,
a domain that nobody can own.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from enterprises.demo.localities import CITY
from enterprises.products.models import Product
from enterprises.profiles.models import (
    Enterprise,
    EnterpriseSize,
    Locality,
    LocalityLevel,
    PrivateContact,
    Representative,
    RepresentativeRole,
    Sector,
)
from portal.accounts.models import User
from portal.kit.text.normalize import slugify
from portal.publishing.first_content import get_or_publish, page_at

# The fields of business that the report of 2007 speaks of, and what they are made of.
SECTORS: Final = ("Bưu chính", "Viễn thông", "Internet", "Phần mềm", "Phần cứng", "Đào tạo CNTT")
SUMMARY: Final = (
    "Doanh nghiệp minh họa, không có thật: chỉ để cho thấy một trang hồ sơ doanh nghiệp."
)
PRODUCT_SUMMARY: Final = "Sản phẩm minh họa của một doanh nghiệp không có thật."
CUSTOMERS: Final = "Khách hàng minh họa, không có thật."


@dataclass(frozen=True, slots=True)
class Sample:
    """A made-up enterprise: its profile, whom the department would call, and what it offers."""

    title: str
    sectors: tuple[str, ...]
    contact: str
    products: tuple[tuple[str, str], ...]
    profile: dict[str, Any] = field(default_factory=dict)

    @property
    def enterprise(self) -> Enterprise | None:
        """Return the sample's row, while it stands at its address and says that it is one."""
        page = page_at(Enterprise.path_of(slugify(self.title)))
        rows = Enterprise.objects.filter(is_sample=True)
        return rows.filter(pk=page.pk).first() if page else None


COMPANY_A: Final = Sample(
    "Công ty minh họa A",
    ("Viễn thông", "Internet"),
    "lien-he@cong-ty-a.example",
    (
        ("Đường truyền Internet minh họa A", "Nối mạng cho văn phòng và trường học."),
        ("Tổng đài điện thoại minh họa A", "Một số máy chung, nhiều máy lẻ trong một cơ quan."),
    ),
    {
        "short_name": "MINHHOA-A",
        "licence": "Giấy phép minh họa, không có thật",
        "address": "Số 0, đường Minh Họa A (địa chỉ không có thật)",
        "size": EnterpriseSize.LARGE,
        "founded_year": 1995,
        "email": "lien-he@cong-ty-a.example",
        "capabilities": (
            "Thiết kế và lắp đặt mạng điện thoại\n"
            "Cung cấp đường truyền Internet\n"
            "Cho dùng chung cột và cống bể cáp"
        ),
    },
)
COMPANY_B: Final = Sample(
    "Công ty minh họa B",
    ("Phần mềm", "Đào tạo CNTT"),
    "lien-he@cong-ty-b.example",
    (
        ("Phần mềm kế toán minh họa B", "Ghi sổ, lập hóa đơn và báo cáo cho cửa hàng nhỏ."),
        ("Lớp tin học văn phòng minh họa B", "Dạy soạn thảo và bảng tính cho người mới bắt đầu."),
    ),
    {
        "short_name": "MINHHOA-B",
        "licence": "Giấy phép minh họa, không có thật",
        "address": "Số 0, đường Minh Họa B (địa chỉ không có thật)",
        "size": EnterpriseSize.SMALL,
        "founded_year": 2003,
        "email": "lien-he@cong-ty-b.example",
        "capabilities": (
            "Viết phần mềm quản lý theo yêu cầu\n"
            "Làm trang web cho doanh nghiệp\n"
            "Đào tạo tin học văn phòng"
        ),
    },
)
SAMPLES: Final = (COMPANY_A, COMPANY_B)


def load() -> Counter[str]:
    """Bring the samples; what was new."""
    return sum((_bring(sample) for sample in SAMPLES), Counter())


def load_owners() -> int:
    """Let the demo accounts that exist speak for the samples; how many are new."""
    return sum(map(_bring_owner, ("dn-a", "dn-b"), SAMPLES))


def _bring_owner(username: str, sample: Sample) -> bool:
    user, enterprise = User.objects.filter(username=username).first(), sample.enterprise
    if user is None or enterprise is None:
        return False
    # An access that was ended stays ended.
    if Representative.objects.filter(user=user).exists():
        return False
    Representative.objects.create(enterprise=enterprise, user=user, role=RepresentativeRole.OWNER)
    return True


def _bring(sample: Sample) -> Counter[str]:
    city = Locality.objects.filter(name=CITY, level=LocalityLevel.PROVINCE).first()
    enterprise = Enterprise(
        title=sample.title, summary=SUMMARY, is_sample=True, locality=city, **sample.profile
    )

    def add_parts(enterprise: Enterprise) -> None:
        enterprise.sectors.set(sectors_by_name()[name] for name in sample.sectors)

    if not get_or_publish(enterprise, parts=add_parts):
        return Counter()
    PrivateContact.objects.create(
        enterprise=enterprise, name="Người phụ trách (minh họa)", email=sample.contact
    )
    products = sum(_bring_product(enterprise, *product) for product in sample.products)
    return Counter({"sample enterprises": 1, "sample products": products})


def sectors_by_name() -> dict[str, Sector]:
    """Return the sectors by name, in order; missing ones are added, others left alone."""
    return {
        name: Sector.objects.get_or_create(name=name, defaults={"position": position})[0]
        for position, name in enumerate(SECTORS, start=1)
    }


def _bring_product(enterprise: Enterprise, title: str, use: str) -> bool:
    product = Product(
        title=title,
        summary=PRODUCT_SUMMARY,
        enterprise=enterprise,
        use=use,
        customers=CUSTOMERS,
        is_sample=True,
    )
    return get_or_publish(product)
