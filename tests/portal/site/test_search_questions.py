"""What citizens search for leads first to where it stands, however they type it."""

import pytest
from bs4 import BeautifulSoup

from portal.kit.text.normalize import fold
from portal.search.places import BEST, find_places
from portal.search.query import parse_query
from projects.promises.models import Promise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# As typed by the public in the review of the site, and the page that each of them looked for.
QUESTIONS = {
    "cam kết": "/quy-hoach/cam-ket/",
    "đường dây nóng": "/gioi-thieu/tiep-cong-dan/",
    "hỏi đáp": "/hoi-dap/",
    "góp ý": "/gop-y/",
    "lịch công tác": "/gioi-thieu/lich-cong-tac/",
    "lời hứa": "/quy-hoach/cam-ket/",
    "liên hệ": "/lien-he/",
    "tiếp công dân": "/gioi-thieu/tiep-cong-dan/",
    "dịch vụ công": "/gioi-thieu/dich-vu-cong/",
    "dữ liệu mở": "/du-lieu/",
    "công khai": "/cong-khai/",
    "sơ đồ": "/so-do/",
    "lãnh đạo": "/gioi-thieu/lanh-dao/",
    "văn bản": "/van-ban/",
    "đăng ký doanh nghiệp": "/doanh-nghiep/dang-ky/",
    "khẩn cấp": "/khan-cap/",
    "rss": "/theo-doi/",
}
# With the promise below and the two of test_lived_in_year.py, the twenty of the review.
PAGES = {
    "quy hoạch bưu chính viễn thông": "/quy-hoach/"
    "quy-hoach-phat-trien-buu-chinh-vien-thong-den-nam-2010-va-dinh-huong-nam-2020/",
}
# As people ask who do not know what the site calls it.
IN_THEIR_WORDS = {
    "điện thoại chập chờn phản ánh ở đâu": "/lien-he/#hoi",
    "khiếu nại cước internet": "/lien-he/#hoi",
    "khiếu nại viettel": "/lien-he/#hoi",
    "bị tin nhắn lừa đảo": "/lien-he/#hoi",
    "tra cứu biên nhận": "/hoi-dap/tra-cuu/",
    "wifi miễn phí ở đâu": "/diem-phuc-vu/",
    "báo số điện thoại trực": "/khan-cap/",
    "khi nào tiếp công dân": "/gioi-thieu/tiep-cong-dan/",
    "bưu điện gần nhất": "/diem-phuc-vu/",
    "thủ tục mở quán net": "/thu-tuc/",
    "năm 2007 tỉnh hứa gì": "/quy-hoach/cam-ket/",
    "lời hứa 2007": "/quy-hoach/cam-ket/",
    "điện thoại của sở": "/lien-he/",
    "địa chỉ sở": "/lien-he/",
    "công ty làm phần mềm": "/doanh-nghiep/?linh-vuc=phan-mem",
    "bão lụt gọi ai": "/khan-cap/",
    "số điện thoại cứu hộ": "/khan-cap/",
    "theo dõi qua email": "/theo-doi/thu/",
    "vướng mắc của doanh nghiệp": "/su-kien/vuong-mac/",
    "tra cứu ý kiến góp ý": "/gop-y/tra-cuu/",
}
TELEX = {
    "cam keets": "/quy-hoach/cam-ket/",
    "dduwowngf daay nongs": "/gioi-thieu/tiep-cong-dan/",
    "hoir ddaps": "/hoi-dap/",
    "gops ys": "/gop-y/",
    "lieen heej": "/lien-he/",
    "vawn banr": "/van-ban/",
    "khaanr caaps": "/khan-cap/",
    # VNI, words run together, and a slip of the finger.
    "lie6n he65": "/lien-he/",
    "lienhe": "/lien-he/",
    "dichvucong": "/gioi-thieu/dich-vu-cong/",
    "khẩn cáap": "/khan-cap/",
}


def test_a_question_in_their_own_words_leads_to_where_it_is_answered(client):
    first = {}
    for typed in IN_THEIR_WORDS:
        page = BeautifulSoup(client.get("/tim-kiem/", {"q": typed}).content, "html.parser")
        result = page.select_one(".search-result a")
        first[typed] = result["href"] if result else None
    assert first == IN_THEIR_WORDS


@pytest.mark.parametrize("typed", QUESTIONS | PAGES)
def test_it_leads_first_to_the_page_that_was_looked_for(client, typed):
    page = BeautifulSoup(client.get("/tim-kiem/", {"q": typed}).content, "html.parser")
    assert page.select_one(".search-result a")["href"] == (QUESTIONS | PAGES)[typed]
    assert page.select(".search-meant") == []


@pytest.mark.usefixtures("in_vietnamese")
def test_it_does_so_without_marks_and_however_it_was_typed():
    questions = TELEX | {fold(typed): path for typed, path in QUESTIONS.items()}
    first = {typed: find_places(parse_query(typed))[:1] for typed in questions}
    assert {typed: hits[0].place.path for typed, hits in first.items() if hits} == questions
    assert all(hits[0].value >= BEST for hits in first.values())


def test_a_promise_is_found_by_its_words(client):
    page = BeautifulSoup(
        client.get("/tim-kiem/", {"q": "kiện toàn hội tin học"}).content, "html.parser"
    )
    promise = Promise.objects.get(title__contains="iện toàn")
    assert page.select_one(".search-result a")["href"] == promise.address
    assert page.select(".search-meant") == []
