"""The sections of notices and procedures that a site begins with, and their lines of the index."""

from collections import Counter

from news.notices.models import Notice
from news.procedures.models import Procedure
from portal.published_index.models import PublishedItem
from portal.publishing.models import Publication, Section

BUDGET = "Dự toán, quyết toán ngân sách"
SECTIONS: dict[type[Publication], tuple[tuple[str, str], ...]] = {
    Notice: (
        ("Đấu thầu, mua sắm", "Kế hoạch, lời mời và kết quả lựa chọn nhà thầu, mua sắm tài sản."),
        ("Tuyển dụng", "Thông báo tuyển công chức, viên chức, người lao động và kết quả."),
        (BUDGET, "Dự toán được giao, tình hình thực hiện và quyết toán ngân sách hằng năm."),
    ),
    Procedure: (
        ("Bưu chính", "Giấy phép và văn bản xác nhận hoạt động bưu chính, chuyển phát."),
        ("Viễn thông và Internet", "Giấy phép, điểm cung cấp dịch vụ, công trình viễn thông."),
        ("Công nghệ thông tin", "Thủ tục về công nghệ thông tin, điện tử, giao dịch điện tử."),
    ),
}


def load() -> Counter[str]:
    """Make the sections where their kind has none, and lead the budget's line of the index there.

    A line that editors have given a place stays as it is.
    """
    made = sum(_bring(model, shelves) for model, shelves in SECTIONS.items())
    nowhere = {"kind": "", "address": "", "section": None, "page": None}
    shelf = Section.objects.of_kind(Notice.KIND).filter(name=BUDGET).first()
    for item in PublishedItem.objects.filter(name=BUDGET, **nowhere):
        item.section = shelf
        item.save()
    return Counter({"sections of notices and procedures": made})


def _bring(model: type[Publication], shelves: tuple[tuple[str, str], ...]) -> int:
    if Section.objects.of_kind(model.KIND).exists():
        return 0
    for position, (name, description) in enumerate(shelves, 1):
        Section.objects.create(
            kind=model.KIND, name=name, description=description, position=position
        )
    return len(shelves)
