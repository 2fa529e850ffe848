"""What people read speaks to them in one way, and has one word for one thing."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# The word that holds, and the others it was written with. Content and quotations keep their own.
RULES = {
    "Anh/Chị": r"(?i:\banh chị\b|\bông/bà\b|\bquý vị\b)",
    "Quý doanh nghiệp": r"\bquý doanh nghiệp\b",
    "người đọc": r"(?i:\bbạn đọc\b)",
    # “thứ hai” also counts: a second person.
    "thứ Sáu, Chủ nhật": r"\b[Tt]hứ (?:sáu|bảy)\b|\b[Ss]áng thứ hai\b|\bchủ nhật\b",
    "cảnh báo khẩn cấp": r"(?i:tình trạng khẩn cấp|tuyên bố khẩn cấp|(?<!thông )báo khẩn (?!cấp))",
    "đề nghị hỗ trợ": r"(?i:\bxin hỗ trợ\b)",
    "đăng ký suất": r"(?i:\bxin (?:một )?suất\b)",
    "ghi nhận tiến độ": r"(?i:\bghi chép tiến độ\b)",
    "hằng tháng": r"(?i:\bhàng (?:ngày|tuần|tháng|quý|năm)\b)",
    "tập dữ liệu": r"(?i:(?<!toàn )\bbộ dữ liệu\b)",
    "ngày/tháng/năm": r"(?i:\bdd/mm/yyyy\b)",
    "xóa": r"(?i:o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b)",
    "tài liệu nội bộ": r"(?i:\btài liệu kín\b)",
    "minh chứng": r"(?i:\bbằng chứng\b)",
    "nhật ký kiểm tra": r"(?i:\b(?:nhật ký|sổ) kiểm toán\b)",
}


def words() -> Iterator[tuple[str, str]]:
    """Each text of the interface, the letters and the handbooks, with where it stands."""
    root = Path(settings.BASE_DIR)
    for name in (
        "vi/LC_MESSAGES/django",
        "vendor/vi/LC_MESSAGES/django",
        "vendor/vi/LC_MESSAGES/djangojs",
    ):
        with (root / f"locale/{name}.mo").open("rb") as file:
            catalog: dict[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
        yield from (
            (f"{name}.po", translation) for source, translation in catalog.items() if source
        )
    for path in (*root.glob("templates/mails/*.txt"), *root.glob("docs/*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(root)}:{number}", line


# Pages that readers and enterprises see, too: the staff's word for one another is not theirs.
FOR_READERS = re.compile(
    r"^#: .*templates/(?:account|allauth|components|mfa|portal|enterprises|projects|news)/",
    re.MULTILINE,
)
FOR_STAFF = re.compile(r"^#: .*templates/admin/", re.MULTILINE)


def test_readers_and_enterprises_are_spoken_to_in_one_way():
    catalog = Path(settings.BASE_DIR) / "locale/vi/LC_MESSAGES/django.po"
    entries = catalog.read_text(encoding="utf-8").split("\n\n")
    shown = [text for text in entries if FOR_READERS.search(text) and not FOR_STAFF.search(text)]
    assert len(shown) > 500
    translations = [text.partition("\nmsgstr")[2] for text in shown]
    assert [text for text in translations if re.search(r"(?i)\bbạn\b", text)] == []


def test_the_staff_are_spoken_to_as_colleagues_in_each_letter():
    folder = Path(settings.BASE_DIR) / "templates/mails"
    ours = re.compile(r"staff_\w+|question_(?:assigned|waits|late)")
    letters = [path for path in folder.glob("*.txt") if ours.fullmatch(path.stem)]
    assert len(letters) >= 6
    texts = {path.name: path.read_text(encoding="utf-8") for path in letters}
    assert [name for name, text in texts.items() if "Anh/Chị" in text] == []


@pytest.mark.parametrize(("right", "wrong"), RULES.items(), ids=range(len(RULES)))
def test_one_thing_has_one_word(right, wrong):
    found = [f"{where}: {text}" for where, text in words() if re.search(wrong, text)]
    assert found == [], f"Write “{right}”."
