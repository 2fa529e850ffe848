"""What is mistyped is understood by the words of the site itself, and said so."""

import pytest

from portal.publishing.models import Publication, State
from portal.search import vocabulary
from portal.search.abbreviations import Abbreviations
from portal.search.corrections import correction_of
from portal.search.ordinary import is_ordinary
from portal.search.query import parse_query
from tests import builders
from tests.portal.search.abbreviations import OF_THE_DEMO

pytestmark = pytest.mark.django_db

TABLE = Abbreviations.of(OF_THE_DEMO)
TITLES = [
    "Hội nghị triển khai kế hoạch bưu chính, viễn thông",
    "Mật độ điện thoại của tỉnh",
    "Đường dây điện thoại nóng",
    "Công nghệ thông tin và truyền thông",
    "Trung tâm Internet",
    "Thoái vốn, thao trường, thời tiết, thải nước",
]


@pytest.fixture
def site() -> None:
    for title in TITLES:
        builders.article(title, summary="", body="<p>Thừa Thiên – Huế, năm 2007</p>")
    vocabulary.refresh()


def meant(typed: str) -> str | None:
    correction = correction_of(parse_query(typed, TABLE), TABLE)
    return correction.text if correction else None


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("dien thaoi", "dien thoai"),
        ("điện thaọi", "điện thoại"),
        ("mat dp dien thoai", None),
        ("kế haọch", "kế hoạch"),
        ("ke hoahc", "ke hoach"),
        ("intrenet", "internet"),
        ("hooij nghij", "hội nghị"),
        ("ddieejn thoaij", "điện thoại"),
        ("ho6i5 nghi5", "hội nghị"),
        ("d9ie65n thoai5", "điện thoại"),
        ("buuchinh", "buu chinh"),
        ("congnghe thongtin", "cong nghe thong tin"),
        ("buuchinhvienthong", "buu chinh vien thong"),
        ("chung tâm", "trung tâm"),
        ('"dien thaoi" 12/2007', '"dien thoai" 12/2007'),
        ("dien thaoi, 2007!", "dien thoai, 2007!"),
    ],
)
def test_it_mends_slips_keys_and_words_run_together(typed, text):
    assert meant(typed) == text


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "typed",
    [
        "dien thoai",
        "Mật độ",
        "12/2007/QĐ-UBND",
        "30/01/2007",
        "bcvt",
        "ab",
        "0912345678",
        "zzzzzzzz",
    ],
)
def test_it_leaves_alone_what_is_known_short_a_number_or_beyond_guessing(typed):
    assert meant(typed) is None


@pytest.mark.usefixtures("site")
def test_it_marks_what_it_changed_and_escapes_the_rest():
    correction = correction_of(parse_query("<b> dien thaoi", TABLE), TABLE)
    assert correction is not None
    assert correction.marked == "&lt;b&gt; dien <mark>thoai</mark>"


def test_without_a_vocabulary_it_corrects_nothing():
    builders.article("Điện thoại")
    assert meant("dien thaoi") is None


@pytest.mark.parametrize("typed", ["dien thaoi", " ".join(["abcdefghijklmnop"] * 12), "a" * 200])
def test_it_asks_three_questions_however_much_was_typed(typed, django_assert_max_num_queries, site):
    query = parse_query(typed, TABLE)
    with django_assert_max_num_queries(3):
        correction_of(query, TABLE)


def test_it_learns_only_from_what_is_public():
    builders.article("Mật mã", state=State.DRAFT)
    builders.article("Điện thoại")
    vocabulary.refresh()
    assert vocabulary.known({"ma", "mat", "dien", "dien thoai"}).keys() == {"dien", "dien thoai"}


def test_it_knows_how_most_pages_write_a_word_and_on_how_many_it_stands():
    for title in ("Hội họp", "Hội nghị", "Hỏi đáp", "Internet"):
        builders.article(title, summary="", body="<p>hội hội</p>")
    vocabulary.refresh()
    known = vocabulary.known({"hoi", "internet", "hoi nghi"})
    assert (known["hoi"].pages, known["hoi"].shown) == (4, "hội")
    assert (known["internet"].pages, known["internet"].shown) == (1, "internet")
    assert known["hoi nghi"].pages == 1


def test_made_anew_it_forgets_and_stays_in_its_bounds(monkeypatch):
    page = builders.article("Điện thoại")
    vocabulary.refresh()
    monkeypatch.setattr(vocabulary, "MAX_WORDS", 3)
    monkeypatch.setattr(vocabulary, "MAX_PAIRS", 1)
    Publication.objects.filter(pk=page.pk).update(state=State.WITHDRAWN)
    builders.article("Bưu chính viễn thông công ích")
    assert vocabulary.refresh() == 4
    assert not vocabulary.known({"dien thoai"})


OF_THE_REPORT = [
    "Báo cáo kết quả năm 2007",
    "Đường dây truyền tải, năng lực mạng",
    "Hỏi giá, đang day dứt",
    "Hợp ý dân, hợp lòng người",
    "Lĩnh vực công nghệ, công tác cán bộ",
    "Lời ca, tai họa, họa sĩ",
    "Khẩn trương, cấp phép, khác cấp",
    "Chữ số, ký tên",
    "Res publica",
]


@pytest.mark.parametrize(
    "typed",
    [
        "cam kết",
        "đường dây nóng",
        "hỏi đáp",
        "góp ý",
        "lịch công tác",
        "lời hứa",
        "khẩn cấp",
        "chữ ký số",
        "rss",
        "cam ket",
        "duong day nong",
        "hoi dap",
        "gop y",
    ],
)
def test_it_never_mends_a_word_that_people_write(typed):
    for title in OF_THE_REPORT:
        builders.article(title, summary="")
    vocabulary.refresh()
    assert meant(typed) is None


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("điện th oại", "điện thoại"),
        ("dien th oai", "dien thoai"),
        ("in ternet", "internet"),
        ("mậtđộ điện thoại", "mật độ điện thoại"),
        ("quan ly", None),
    ],
)
def test_it_mends_words_torn_apart(typed, text):
    assert meant(typed) == text


@pytest.mark.parametrize(
    ("word", "ordinary"),
    [
        ("kết", True),
        ("nghiêng", True),
        ("giếng", True),
        ("quốc", True),
        ("khuỷu", True),
        ("gì", True),
        ("yêu", True),
        ("Đường", True),
        ("duong", True),
        ("internet", True),
        ("RSS", True),
        ("thaoi", False),
        ("haọch", False),
        ("nogn", False),
        ("hooij", False),
        ("congnghe", False),
        ("intrenet", False),
    ],
)
def test_it_knows_which_words_people_write(word, ordinary):
    assert is_ordinary(word) is ordinary
