"""Parts of the site are found by their names: what was meant stands above the pages."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.department.models import Department
from portal.kit.places import Place, Rank, first_of_each
from portal.publishing.models import Publication, Topic
from portal.search import vocabulary
from portal.search.abbreviations import Abbreviations
from portal.search.corrections import correction_of
from portal.search.models import PickedResult
from portal.search.places import BEST, PlaceIndex, find_places, value_of_title
from portal.search.query import parse_query
from portal.search.suggest import suggestions
from projects.promises.models import Promise
from tests import builders
from tests.news import builders as news
from tests.portal.department import builders as department
from tests.projects import builders as projects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_vietnamese")]


def ask(client, words, prefix="", **asked):
    response = client.get(f"{prefix}/tim-kiem/", {"q": words, **asked})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def topic(name, name_en="", **page):
    """Return a topic with a page on it, which is public unless told otherwise."""
    found = Topic.objects.create(name=name, name_en=name_en, description="Tin về việc này.")
    builders.article("Niên giám", summary="", **page).topics.add(found)
    return found


def links(soup, part=".search-result a"):
    return [link["href"] for link in soup.select(part)]


def values(label, *typed):
    place = Place("/a/", label, also="giờ làm việc")
    index = PlaceIndex.of([place])
    assert index.known >= {"gio", "lam", "viec"}
    return [value_of_title(label, parse_query(words)) for words in typed]


def test_the_whole_name_is_worth_more_than_a_part_and_than_other_marks():
    phrase, part, other, none = values("Góp ý", "góp ý", "góp", "gộp ý", "góp ý dự thảo")
    assert phrase == 1
    assert part == 0.5
    assert other == 0.75
    assert none == 0


def test_three_words_of_a_long_name_are_enough():
    name = "Hội Tin học tỉnh Thừa Thiên Huế: củng cố và kiện toàn"
    [side_by_side, scattered, two] = values(name, "hội tin học", "kiện toàn hội", "kiện toàn")
    assert side_by_side > scattered >= BEST > two > 0


def test_a_phrase_of_a_question_means_a_place_unless_a_title_says_all_of_it(client):
    asked = ask(client, "mạng chập chờn thì phản ánh ở đâu")
    assert links(asked)[0] == "/lien-he/#hoi"
    page = builders.article("Phản ánh ở đâu khi mạng chập chờn thì nhanh?")
    assert links(ask(client, "mạng chập chờn thì phản ánh ở đâu"))[0] == page.path


def test_a_phrase_of_one_syllable_is_taken_with_its_marks_only():
    def first(typed):
        return [hit.place.path for hit in find_places(parse_query(typed))][:1]

    assert first("bão về thì làm gì") == ["/khan-cap/"]
    assert first("bao nhiêu trạm thu phát") == first("báo cáo trạm thu phát") == []


def test_two_places_of_one_address_are_one_under_all_their_names():
    [place] = first_of_each(
        [
            Place("/lien-he/", "Liên hệ", also="địa chỉ"),
            Place("/lien-he/", "Gặp chúng tôi", "Ở đâu", phone="0234 1", rank=Rank.ROW),
        ]
    )
    assert list(place.names()) == ["Liên hệ", "địa chỉ", "Gặp chúng tôi"]
    assert (place.about, place.phone, place.rank) == ("Ở đâu", "0234 1", Rank.PART)


def test_the_hotline_answers_at_once(client):
    Department.objects.update_or_create(pk=1, defaults={"hotline": "0234 3939 393"})
    soup = ask(client, "duong day nong")
    place = soup.select_one(".search-place")
    assert place.select_one(".search-result a")["href"] == "/gioi-thieu/tiep-cong-dan/#hotline"
    assert place.select_one('a[href="tel:02343939393"]').text == "0234 3939 393"


def test_units_posts_and_who_holds_them_are_found_with_their_telephones(client):
    unit = department.unit("Phòng Công nghệ thông tin", phone="0234 111 222")
    post = department.post("Trưởng phòng", unit=unit, holder="Lê Thị Minh Tâm", phone="0234 5")
    first = ask(client, "phòng công nghệ thông tin").select_one(".search-place")
    assert first.a["href"] == f"/gioi-thieu/co-cau-to-chuc/#don-vi-{unit.pk}"
    assert "0234 111 222" in first.text
    person = ask(client, "lê thị minh tâm").select_one(".search-place")
    assert person.a["href"] == f"/gioi-thieu/co-cau-to-chuc/#chuc-danh-{post.pk}"
    assert "Trưởng phòng" in person.text


def test_a_page_of_that_very_title_comes_before_a_row_of_that_name(client):
    topic("Mật độ điện thoại")
    page = projects.indicator("Mật độ điện thoại")
    department.unit("Mật độ điện thoại")
    found = links(ask(client, "mật độ điện thoại"))
    assert found.index(page.path) < next(at for at, to in enumerate(found) if "#don-vi" in to)


def test_a_topic_is_found_once_something_is_public_on_it(client):
    topic("Sáp nhập Sở", published_at=timezone.now() + timedelta(days=1))
    assert suggestions("sáp nh") == []
    assert links(ask(client, "sáp nhập")) == []
    assert "Sáp nhập Sở" not in ask(client, "xyzzyq nhập").text
    Publication.objects.update(published_at=timezone.now())
    assert links(ask(client, "sáp nhập"))[0] == "/chu-de/sap-nhap-so/"


def test_a_promise_that_nobody_may_read_is_no_place(client):
    article = builders.article("Báo cáo", body="<p>Sẽ kiện toàn tổ chức hội.</p>")
    projects.promise("Kiện toàn tổ chức hội", quote="Sẽ kiện toàn tổ chức hội", article=article)
    words = "kiện toàn tổ chức hội"
    assert any("cam-ket" in to for to in links(ask(client, words)))
    Promise.objects.update(is_public=False)
    assert not any("cam-ket" in to for to in links(ask(client, words)))


def test_what_was_picked_stays_below_a_place_and_what_looks_like_it_goes(client):
    builders.article("Liên hệt", summary="")
    assert "/tin-tuc/lien-het/" not in links(ask(client, "liên hệ"))
    picked = builders.article("Bảng giá", summary="")
    PickedResult.objects.create(words="liên hệ", page=picked)
    soup = ask(client, "liên hệ")
    assert links(soup)[0] == "/lien-he/"
    assert links(soup, ".search-results .search-result a") == [picked.path]
    assert "1 trang" in soup.select_one("#found").text


def test_what_was_picked_for_a_correction_goes_with_it(client):
    topic("Dien thaoi")
    builders.article("Điện thoại", summary="")
    vocabulary.refresh()
    meant, picked = builders.article("Danh bạ"), builders.article("Bảng giá")
    PickedResult.objects.create(words="điện thoại", page=meant)
    PickedResult.objects.create(words="dien thaoi", page=picked, position=9)
    soup = ask(client, "dien thaoi")
    assert links(soup)[0] == "/chu-de/dien-thaoi/"
    assert links(soup, ".search-results .search-result a") == [picked.path]


def test_a_kind_or_a_day_asks_for_pages_only(client):
    assert links(ask(client, "liên hệ"))[0] == "/lien-he/"
    assert links(ask(client, "liên hệ", loai="article")) == []


def test_english_words_find_what_stands_in_english(client):
    found = links(ask(client, "contact", prefix="/en"))
    assert found[0] == "/en/lien-he/"
    assert all(to.startswith("/en/") for to in found)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("flood", "/en/khan-cap/"),
        ("whom to call", "/en/khan-cap/"),
        ("what to do in a storm", "/en/khan-cap/"),
        ("newsletter by e-mail", "/en/theo-doi/thu/"),
        ("be notified", "/en/theo-doi/thu/"),
        ("telephone density", "/en/chu-de/mat-do-dien-thoai/"),
        ("mật độ điện thoại", "/en/chu-de/mat-do-dien-thoai/"),
    ],
)
def test_in_english_storms_letters_and_topics_are_found_too(client, typed, path):
    topic("Mật độ điện thoại", name_en="Telephone density")
    assert links(ask(client, typed, prefix="/en"))[0] == path


def test_nothing_found_in_english_leads_to_topics(client):
    topic("Trạm phát sóng", name_en="Transmission towers")
    ways = ask(client, "xyzzyq towers", prefix="/en").select_one(".search-other-ways")
    assert ways.select_one('a[href="/en/chu-de/tram-phat-song/"]').text == "Transmission towers"


def test_nothing_found_leads_to_the_form_with_the_words_in_it(client):
    topic("Trạm phát sóng")
    soup = ask(client, "xyzzyq sóng")
    ways = links(soup, ".search-other-ways a")
    assert "/so-do/" in ways
    assert "/chu-de/tram-phat-song/" in ways
    form = BeautifulSoup(client.get(ways[0].replace("#hoi", "")).content, "html.parser")
    assert form.select_one("textarea[name=text]").text.strip() == "xyzzyq sóng"


def test_documents_say_when_they_were_issued(client):
    document = news.document("Quy chế phối hợp")
    soup = ask(client, "quy chế phối hợp")
    about = soup.select_one(".search-result-about")
    assert about.time["datetime"] == document.issued_on.isoformat()
    assert "ban hành" in about.text


def test_the_filters_are_folded_until_they_are_used(client):
    builders.article("Giao ban")
    assert not ask(client, "giao ban").select_one("details.search-narrow").has_attr("open")
    assert ask(client, "giao ban", tu="01/01/2007").select_one("details.search-narrow[open]")


def test_suggestions_begin_with_the_parts_of_the_site():
    first = suggestions("lien h")[0]
    assert (first.text, first.path) == ("Liên hệ", "/lien-he/")


@pytest.mark.parametrize("typed", ["cam kết", "góp ý", "lịch công tác", "chữ ký số", "hỏi đáp"])
def test_what_the_interface_says_itself_is_no_slip(typed):
    for number in range(30):
        builders.article(f"Cáo kết hợp ý lĩnh công tác trữ lý số học day {number}")
    vocabulary.refresh()
    assert correction_of(parse_query(typed), Abbreviations.of(())) is None


def test_places_are_found_by_the_database_only_once(django_assert_num_queries):
    department.unit()
    with django_assert_num_queries(13):
        find_places(parse_query("phòng công nghệ thông tin"))
