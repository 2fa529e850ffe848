"""The search of the admin: over everything that the person may open, and nothing else."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.profiles.models import Enterprise
from portal.department.models import Department
from portal.participation.questions.models import Question
from portal.publishing.models import Publication, State
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions
from tests.projects.builders import plan

pytestmark = pytest.mark.django_db
FIND = "/admin/tim/"


def administrator():
    return builders.person("quantri", is_superuser=True)


def found(client, typed):
    """The groups of the answer, each with its links."""
    page = BeautifulSoup(client.get(FIND, {"q": typed}).content, "html.parser")
    return {
        group.find("h2").get_text(strip=True): {
            link.get("aria-label", " ".join(link.get_text().split())): link["href"]
            for link in group.select("a")
        }
        for group in page.select(".find section")
    }


@pytest.mark.parametrize("typed", ["mật độ điện thoại", "dien thoai mat do", "DIEN tho"])
def test_pages_of_every_kind_are_found_without_marks_and_in_any_order(client, typed):
    article = builders.article("Mật độ điện thoại năm 2007", state=State.DRAFT)
    builders.article("Giao ban quý I")
    client.force_login(builders.editor())
    assert found(client, typed)["Bài viết"] == {
        "Mật độ điện thoại năm 2007": f"/admin/news/article/{article.pk}/change/"
    }


def test_a_title_with_the_words_comes_before_a_text_with_them(client):
    builders.article("Bưu cục xã")
    builders.article("Tin mới nhất", body="<p>Bưu cục xã mở cửa.</p>")
    client.force_login(builders.editor())
    assert list(found(client, "buu cuc")["Bài viết"]) == ["Bưu cục xã", "Tin mới nhất"]


def test_what_readers_cannot_see_is_not_called_published(client):
    firm = enterprises.enterprise("Công ty Sông Hương")
    enterprises.product(firm, "Bưu cục số")
    english = builders.english(builders.article("Bưu cục tỉnh"), "Buu cuc")
    client.force_login(builders.publisher())

    def words():
        shown = BeautifulSoup(client.get(FIND, {"q": "buu cuc"}).content, "html.parser")
        return shown.get_text()

    assert "tạm ẩn" not in words()
    Publication.objects.filter(pk__in=[firm.pk, english.translation_of_id]).update(
        state=State.WITHDRAWN
    )
    assert words().count("tạm ẩn cùng trang mà nó thuộc về") == 2


def test_kinds_with_the_words_in_a_title_come_first_then_what_is_written_most(client):
    plan("Bưu cục đến năm 2010")
    builders.article("Tin mới nhất", body="<p>Bưu cục xã mở cửa.</p>")
    client.force_login(builders.editor())
    assert list(found(client, "buu cuc")) == ["Quy hoạch", "Bài viết"]
    builders.article("Bưu cục xã")
    assert list(found(client, "buu cuc")) == ["Bài viết", "Quy hoạch"]


def test_of_many_the_list_has_the_rest(client):
    for number in range(9):
        builders.article(f"Bưu cục số {number}")
    client.force_login(builders.editor())
    links = found(client, "buu cuc")["Bài viết"]
    assert links.pop("Tất cả: Bài viết") == "/admin/news/article/?q=buu+cuc"
    assert len(links) == 8


def test_a_reporter_finds_no_draft_of_others_and_nobody_what_is_binned(client):
    builders.article("Bí mật của biên tập", state=State.DRAFT, by=builders.editor())
    builders.article("Bí mật đã bỏ", state=State.BINNED)
    client.force_login(builders.reporter())
    assert found(client, "bi mat") == {}
    client.force_login(builders.publisher())
    assert list(found(client, "bi mat")["Bài viết"]) == ["Bí mật của biên tập"]


def test_enterprises_are_found_by_name(client):
    firm = enterprises.enterprise("Công ty Viễn Thông Phú Xuân")
    client.force_login(builders.editor())
    answer = found(client, "phu xuan")
    assert list(answer) == ["Doanh nghiệp"]
    assert f"/{Enterprise.objects.get().pk}/" in answer["Doanh nghiệp"][firm.title]


def test_people_are_found_by_who_keeps_their_accounts(client):
    builders.person("lan", first_name="Lan", last_name="Tôn Nữ Mai")
    client.force_login(administrator())
    assert list(found(client, "mai lan")["Người dùng"]) == ["Tôn Nữ Mai Lan"]
    builders.person("binh")
    page = BeautifulSoup(client.get(FIND, {"q": "binh"}).content, "html.parser")
    assert page.select_one(".find section li").get_text(strip=True) == "binh"
    client.force_login(builders.publisher())
    assert found(client, "mai lan") == {}


def test_questions_are_found_by_who_may_read_them(client):
    question = questions.question(text="Nhà tôi ở Vinh Hiền bao giờ có điện thoại?")
    client.force_login(builders.editor())
    assert len(found(client, "Vinh Hiền")["Câu hỏi của người dân"]) == 1
    assert len(found(client, question.number)["Câu hỏi của người dân"]) == 1
    client.force_login(builders.reporter())
    assert found(client, question.number) == {}
    assert Question.objects.count() == 1


def test_a_comment_is_found_by_its_number_by_who_may_read_it(client):
    comment = consultations.comment(consultations.consultation(), "Điều 12 nên rõ hơn.")
    client.force_login(builders.editor())
    address = f"/admin/portal/consultationcomment/{comment.pk}/change/"
    assert found(client, comment.number)["Ý kiến góp ý dự thảo"] == {"Điều 12 nên rõ hơn.": address}
    client.force_login(builders.reporter())
    assert found(client, comment.number) == {}


def test_lists_that_are_only_read_and_settings_are_found(client):
    client.force_login(builders.reporter())
    lists = found(client, "chuyen muc")["Danh sách và trang làm việc"]
    assert lists == {"Chuyên mục": "/admin/portal/section/"}
    assert "Thùng rác" in found(client, "thung")["Danh sách và trang làm việc"]
    assert "Nhật ký kiểm tra" not in str(found(client, "nhat ky"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("số điện thoại của Sở", "Điện thoại công vụ"),
        ("dien thoai cong vu", "Điện thoại công vụ"),
        ("duong day nong", "Đường dây nóng"),
    ],
)
def test_a_setting_is_found_by_its_label_and_its_help(client, typed, field):
    client.force_login(builders.editor())
    fields = found(client, typed)["Thiết lập: từng ô"]
    assert fields[field].startswith("/admin/portal/department/#id_")
    Department.objects.get_or_create(pk=1, defaults={"phone": "0234 3822 822"})
    assert f'id="{fields[field].partition("#")[2]}"' in client.get(fields[field], follow=True).text


def test_a_field_of_a_list_leads_to_the_list_and_only_of_who_may_open_it(client):
    client.force_login(administrator())
    assert "/admin/auth/group/" in found(client, "vai tro quyen")["Thiết lập: từng ô"].values()
    client.force_login(builders.reporter())
    assert "Thiết lập: từng ô" not in found(client, "vai tro quyen")


def test_what_belongs_to_the_own_account_is_found(client):
    client.force_login(builders.reporter())
    links = found(client, "doi mat khau")["Danh sách và trang làm việc"]
    assert links == {"Đổi mật khẩu": "/tai-khoan/password/change/"}


def test_a_section_of_the_handbook_is_found(client):
    client.force_login(builders.reporter())
    assert found(client, "lo tay")["Sổ tay"] == {"Lỡ tay": "/admin/so-tay/#lo-tay"}


def test_with_nothing_found_it_says_what_to_do(client):
    client.force_login(builders.reporter())
    page = client.get(FIND, {"q": "<b>khongcogi"}).text
    assert "Hãy thử ít từ hơn" in page
    assert "&lt;b&gt;khongcogi" in page
    assert "/admin/thung-rac/?q=%3Cb%3Ekhongcogi" in page


@pytest.mark.parametrize("typed", ["%", "???", "— …"])
def test_no_word_finds_nothing(client, typed):
    builders.article("Bưu cục xã")
    client.force_login(builders.editor())
    assert found(client, typed) == {}


def test_without_words_it_lists_all_that_one_may_open(client):
    client.force_login(builders.reporter())
    page = client.get(FIND).text
    assert 'href="/admin/projects/project/add/"' in page
    assert "/admin/portal/user/" not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "queries"),
    [(builders.reporter, 6), (builders.editor, 7), (builders.publisher, 7), (administrator, 7)],
)
def test_it_asks_as_often_for_three_rows_as_for_one(
    client, who, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        builders.article(f"Mạng số {number}")
        enterprises.enterprise(f"Công ty Mạng {number}")
        questions.question(text=f"Mạng {number} ở đâu?")
    client.force_login(who())
    client.get(FIND, {"q": "mạng"})
    with django_assert_num_queries(queries):
        client.get(FIND, {"q": "mạng"})


def test_what_is_scheduled_is_not_called_published(client):
    at = timezone.now() + timedelta(days=2)
    builders.article("Lịch tiếp dân", published_at=at)
    client.force_login(builders.editor())
    page = client.get("/admin/tim/?q=tiếp dân").text
    assert f"hẹn đăng {timezone.localtime(at):%d/%m/%Y %H:%M} ·" in page


def test_the_way_back_names_no_app(client):
    client.force_login(builders.editor())
    article = builders.article("Lịch tiếp dân")
    for address in ("/admin/news/article/", f"/admin/news/article/{article.pk}/change/"):
        crumbs = client.get(address).text.split('class="breadcrumbs"')[1].split("</ol>")[0]
        assert "Tin tức" not in crumbs
