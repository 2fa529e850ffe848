"""Procedures: the list and its filters, one procedure with steps and papers, data and form."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.procedures.models import Procedure, ProcedurePaper, ProcedureStep
from portal.links import registry
from portal.publishing import services
from portal.publishing.models import Attachment, ExternalAddress, LinkState, State
from tests import builders
from tests.data_files import csv_of
from tests.news.builders import procedure, shelf
from tests.reading import content_of, words_of

pytestmark = pytest.mark.django_db
NATIONAL = "https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc.html"


def titles(client, query=""):
    page = BeautifulSoup(client.get(f"/thu-tuc/{query}").content, "html.parser")
    return [link.get_text() for link in page.select(".ledger a")]


def complete_procedure(**fields):
    page = procedure(
        **{
            "code": "1.004253",
            "online": "full",
            "applicants": "Doanh nghiệp",
            "place": "Bộ phận một cửa",
            "outcome": "Giấy phép bưu chính",
            "days": 10,
            "fee": "10.750.000 đồng",
            "decision": "Quyết định công bố",
            "basis": "Luật Bưu chính\nNghị định hướng dẫn",
            "national_url": NATIONAL,
        }
        | fields
    )
    ProcedureStep.objects.create(procedure=page, text="Nộp hồ sơ", actor="doanh nghiệp")
    ProcedurePaper.objects.create(procedure=page, name="Giấy đề nghị", originals=1, copies=2)
    return page


def test_they_stand_by_name_and_a_draft_nowhere(client):
    procedure("Đăng ký kiểu loại")
    procedure("Cấp giấy phép")
    procedure("Bí mật", state=State.DRAFT)
    assert titles(client) == ["Cấp giấy phép", "Đăng ký kiểu loại"]
    assert client.get("/thu-tuc/bi-mat/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        procedure(f"Thủ tục {number}", section=shelf(Procedure, f"Lĩnh vực {number}"))
    with django_assert_num_queries(2):
        client.get("/thu-tuc/")


def test_the_title_of_a_field_tells_it_from_the_news_of_the_same_name(client):
    procedure(section=shelf(Procedure, "Bưu chính"))
    text = client.get("/thu-tuc/linh-vuc/buu-chinh/").text
    assert "<title>Thủ tục hành chính: Bưu chính –" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_procedure_asks_the_same_few_queries(client, django_assert_num_queries, rows):
    page = procedure(section=shelf(Procedure, "Bưu chính"))
    for number in range(rows):
        ProcedureStep.objects.create(procedure=page, text=f"Bước {number}")
        ProcedurePaper.objects.create(procedure=page, name=f"Giấy {number}")
    with django_assert_num_queries(6):
        client.get(page.path)


def test_it_is_narrowed_by_field_way_words_and_code(client):
    post = shelf(Procedure, "Bưu chính")
    procedure("Cấp giấy phép bưu chính", section=post, code="1.004253")
    procedure("Cấp lại giấy phép", section=post, online="full", national_url=NATIONAL)
    procedure("Công trình viễn thông", section=shelf(Procedure, "Viễn thông"))
    assert len(titles(client, "?linh_vuc=buu-chinh")) == 2
    assert titles(client, "?loai=full") == ["Cấp lại giấy phép"]
    assert titles(client, "?q=1.0042") == ["Cấp giấy phép bưu chính"]
    assert titles(client, "?q=cong+trinh") == ["Công trình viễn thông"]
    assert len(titles(client, "?linh_vuc=khong-co&loai=abc")) == 3
    assert "Công trình" not in client.get(post.path).text


def test_the_page_says_all_that_one_needs_to_know(client):
    page = complete_procedure()
    shown = client.get(page.path)
    words = words_of(client, page.path)
    texts = (
        "10 ngày làm việc", "10.750.000 đồng", "Bộ phận một cửa", "Nộp hồ sơ", "Giấy đề nghị",
        "1 bản chính", "2 bản sao", "Nghị định hướng dẫn", "1.004253",
    )  # fmt: skip
    assert [word for word in texts if word not in words] == []
    assert f'href="{NATIONAL}"' in shown.text
    assert "Chưa có thông tin" not in words
    data = re.findall(r'<script type="application/ld\+json">(.+?)</script>', shown.text)
    [found] = [row for row in map(json.loads, data) if row["@type"] == "GovernmentService"]
    assert found["identifier"] == "1.004253"
    assert found["serviceOutput"]["name"] == "Giấy phép bưu chính"


def test_a_national_service_that_does_not_answer_is_no_link(client):
    page = complete_procedure()
    registry.update_listed()
    ExternalAddress.objects.update(state=LinkState.DEAD)
    shown = BeautifulSoup(client.get(page.path).content, "html.parser")
    assert shown.select(f'a[href="{NATIONAL}"]') == []
    words = " ".join(shown.main.get_text().split())
    assert "Nộp hồ sơ trên Cổng Dịch vụ công quốc gia (địa chỉ hiện không mở được)" in words


def test_what_is_not_known_is_said_once(client):
    words = words_of(client, procedure().path)
    assert words.count("Chưa có thông tin") == 1
    assert "lệ phí" in words


def test_a_time_that_is_said_in_a_sentence_alone_is_shown(client):
    page = procedure(days_note="Cấp mới 10 ngày, cấp lại 5 ngày")
    shown = BeautifulSoup(client.get(page.path).content, "html.parser")
    facts = {
        " ".join(each.dt.text.split()): " ".join(each.dd.text.split())
        for each in shown.select(".facts > div")
    }
    assert facts["Thời hạn giải quyết"] == "Cấp mới 10 ngày, cấp lại 5 ngày"
    assert "ngày làm việc" not in words_of(client, page.path)
    (row,) = csv_of(client, "/thu-tuc.csv")
    assert (row["days"], row["days_note"]) == ("", "Cấp mới 10 ngày, cấp lại 5 ngày")


def test_a_time_in_days_and_in_a_sentence_is_shown_with_both(client):
    page = procedure(days=10, days_note="Cấp lại 5 ngày")
    assert "10 ngày làm việc. Cấp lại 5 ngày" in words_of(client, page.path)


def test_steps_and_papers_are_parts_of_a_version():
    page = complete_procedure()
    page.title = "Cấp giấy phép bưu chính mới"
    saved = services.save(page, by=None)
    parts = saved.revisions.order_by("-number").first().data["parts"]
    assert [row["text"] for row in parts["steps"]] == ["Nộp hồ sơ"]
    assert [row["copies"] for row in parts["papers"]] == [2]


@pytest.mark.parametrize(
    "fields",
    [
        {"online": "nowhere"},
        {"days": 0},
        {"national_url": "http://dichvucong.gov.vn/"},
        {"online": "full", "national_url": ""},
    ],
)
def test_what_cannot_be_is_refused_by_the_database(fields):
    page = procedure()
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=page.pk).update(**fields)


def test_a_code_stands_once_and_a_paper_at_least_once():
    procedure(code="1.004253")
    other = procedure("Khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=other.pk).update(code="1.004253")
    page = procedure("Nữa")
    for fields in ({"name": ""}, {"name": "Đơn", "originals": 0, "copies": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProcedurePaper.objects.create(procedure=page, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureStep.objects.create(procedure=page, text="")


def test_a_link_to_the_service_is_https_and_a_code_is_one():
    page = procedure()
    page.national_url, page.code = "http://dichvucong.gov.vn/", "1.00 4253<"
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert {"national_url", "code"} <= set(caught.value.message_dict)


def test_forms_are_attached(client):
    page = procedure()
    Attachment.objects.create(publication=page, name="Mẫu đơn", file="attachments/a.pdf", size=9)
    assert "Mẫu đơn" in client.get(page.path).text


def test_the_data_file_takes_the_query_of_the_page(client):
    procedure("Cấp giấy phép bưu chính", section=shelf(Procedure, "Bưu chính"))
    procedure("Công trình viễn thông", section=shelf(Procedure, "Viễn thông"))
    text = content_of(client.get("/thu-tuc.csv?linh_vuc=buu-chinh"))
    assert "bưu chính" in text
    assert "Công trình" not in text


def test_search_finds_it_by_its_code(client):
    complete_procedure()
    assert "1.004253 · 10 ngày làm việc" in client.get("/tim-kiem/?q=1.004253").text


def test_a_reporter_writes_one_in_the_order_of_the_announcement(client):
    client.force_login(builders.reporter())
    page = client.get(reverse("admin:procedures_procedure_add")).text
    names = ("title", "code", "applicants", "place", "days", "fee", "basis")
    places = [page.index(f'name="{name}"') for name in names]
    assert places == sorted(places)


def test_it_is_found_by_what_people_call_it_which_readers_do_not_see(client):
    page = procedure("Xác nhận điểm truy cập", keywords="quán net, tiệm Internet")
    for typed in ("quán net", "quan net", "tiệm Internet"):
        found = BeautifulSoup(client.get("/tim-kiem/", {"q": typed}).content, "html.parser")
        assert found.select_one(".search-result a")["href"] == page.path, typed
    assert "quán net" not in client.get(page.path).text


def test_an_empty_list_has_its_drawing_and_leads_to_the_public_services(client):
    page = client.get("/thu-tuc/").text
    nothing = page.split('class="nothing"')[1]
    assert "Chưa có thủ tục nào" in nothing
    assert 'href="/gioi-thieu/dich-vu-cong/"' in nothing.split("</footer>")[0]
