"""The first lines of the index: what this site has, and what the law asks for and is not here."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from portal.obligations.models import Obligation
from portal.published_index.models import IndexGroup, Medium, PublishedItem
from portal.publishing.models.kinds import kinds

ACCESS: Final = "Luật Tiếp cận thông tin số 104/2016/QH13, Điều 17"
PORTALS: Final = "Nghị định số 42/2022/NĐ-CP"
BOTH: Final = f"{ACCESS}; {PORTALS}"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: of a kind of page, at an address, or nowhere yet."""

    name: str
    group: IndexGroup
    basis: str
    kind: str = ""
    address: str = ""
    form: Medium = Medium.PAGE
    obligation: str = ""
    renewed_within: int | None = None


ITEMS: Final = (
    Item("Chức năng, nhiệm vụ", IndexGroup.BODY, BOTH, address="/gioi-thieu/chuc-nang-nhiem-vu/"),
    Item("Cơ cấu tổ chức", IndexGroup.BODY, BOTH, address="/gioi-thieu/co-cau-to-chuc/"),
    Item("Địa chỉ, điện thoại, thư điện tử liên hệ", IndexGroup.BODY, BOTH, address="/lien-he/"),
    Item("Lịch tiếp công dân", IndexGroup.BODY, PORTALS, address="/gioi-thieu/tiep-cong-dan/"),
    Item(
        "Văn bản do Sở ban hành", IndexGroup.LAW, BOTH, kind="document",
        obligation="Văn bản do Sở ban hành",
    ),
    Item("Dự thảo lấy ý kiến và kết quả tiếp thu", IndexGroup.LAW, BOTH, kind="consultation"),
    Item(
        "Quy hoạch và kết quả thực hiện", IndexGroup.PLANS, BOTH, kind="masterplan",
        obligation="Quy hoạch, kế hoạch",
    ),
    Item(
        "Chương trình công tác năm", IndexGroup.PLANS, BOTH, kind="annualplan", renewed_within=366,
    ),
    Item("Dự án, hạng mục đầu tư", IndexGroup.PLANS, BOTH, kind="project", obligation="Dự án"),
    Item(
        "Thông tin thống kê của ngành", IndexGroup.FIGURES, BOTH, kind="indicator",
        form=Medium.DATA,
    ),
    Item("Các tập dữ liệu mở", IndexGroup.FIGURES, PORTALS, address="/du-lieu/", form=Medium.DATA),
    Item("Dự toán, quyết toán ngân sách", IndexGroup.FIGURES, ACCESS, form=Medium.FILE),
    Item(
        "Hỏi đáp, kiến nghị và trả lời", IndexGroup.SERVICES, PORTALS, kind="answer",
        obligation="Trả lời câu hỏi, kiến nghị",
    ),
    Item("Thủ tục hành chính", IndexGroup.SERVICES, BOTH, kind="procedure"),
    Item("Dịch vụ công", IndexGroup.SERVICES, BOTH, address="/gioi-thieu/dich-vu-cong/"),
    Item("Tin tức, sự kiện", IndexGroup.NEWS, PORTALS, kind="article"),
)  # fmt: skip


def load() -> Counter[str]:
    """Bring the lines where there are none; what editors keep stays as they left it."""
    if PublishedItem.objects.exists():
        return Counter()
    made = [_bring(item, place) for place, item in enumerate(ITEMS, 1)]
    return Counter({"lines of the index": len(made)})


def _bring(item: Item, position: int) -> PublishedItem:
    rule = Obligation.objects.filter(name=item.obligation).first() if item.obligation else None
    return PublishedItem.objects.create(
        name=item.name,
        group=item.group,
        basis=item.basis,
        kind=item.kind if item.kind in kinds() else "",
        address=item.address,
        form=item.form,
        obligation=rule,
        renewed_within=item.renewed_within,
        position=position,
    )
