"""A clerk's products: from the first word to the public page, and never past the department."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enterprises.products.models import Product
from enterprises.uploads.services import room_of
from portal.media.pictures.models import Picture
from portal.publishing import changes, workflow
from portal.publishing.models import Attachment, State
from tests import builders as people
from tests.enterprises import builders
from tests.enterprises.products.desk_forms import DESK, hidden, send, shown
from tests.portal.kit.files.test_checking_documents import pdf
from tests.portal.media.pictures.samples import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
WORDS = {
    "title": "Sổ điện tử",
    "summary": "Ghi điểm trên máy.",
    "use": "Trường học",
    "customers": "",
}


def step(client, product, target):
    address = f"{DESK}{product.pk}/"
    seen = hidden(shown(client, address), "version")
    return client.post(address, {"step": target, "version": seen})


def leaflet(name="to-gioi-thieu.pdf", content=None):
    return SimpleUploadedFile(name, content or pdf(2), content_type="application/pdf")


def test_a_product_goes_from_the_first_word_to_the_public_page(clerk, client):
    answer = clerk.post(f"{DESK}moi/", WORDS)
    product = Product.objects.get()
    assert answer["Location"] == f"{DESK}{product.pk}/"
    assert product.state == State.DRAFT
    send(clerk, f"{DESK}{product.pk}/hinh/", upload=jpeg(), alt="Màn hình sổ điểm")
    clerk.post(f"{DESK}{product.pk}/tep/", {"name": "Tờ giới thiệu", "file": leaflet()})
    page = shown(clerk, f"{DESK}{product.pk}/xem-truoc/")
    for each in ("Ghi điểm trên máy.", "Màn hình sổ điểm", "Tờ giới thiệu", "2 trang"):
        assert each in page
    step(clerk, product, "submitted")
    assert "đã gửi Sở" in shown(clerk, DESK)
    assert client.get(product.path).status_code == 404
    workflow.transition(Product.objects.get(), to=State.PUBLISHED, by=people.publisher())
    assert "Ghi điểm trên máy." in shown(client, product.path)
    assert "đã lên trang" in shown(clerk, DESK)


@pytest.mark.parametrize("field", ["use", "customers"])
def test_words_without_end_are_refused(clerk, field):
    typed = WORDS | {field: "a " * 10_001}
    assert "Tối đa 20000 ký tự" in clerk.post(f"{DESK}moi/", typed).text
    assert not Product.objects.exists()
    clerk.post(f"{DESK}moi/", WORDS)
    words = f"{DESK}{Product.objects.get().pk}/noi-dung/"
    assert "Tối đa 20000 ký tự" in send(clerk, words, **typed).text
    assert getattr(Product.objects.get(), field) == WORDS[field]


def test_a_double_submit_makes_one_product(clerk, mine):
    for _ in range(2):
        clerk.post(f"{DESK}moi/", WORDS)
    assert Product.objects.count() == 1
    assert "đã có sản phẩm tên này" in shown(clerk, f"{DESK}{Product.objects.get().pk}/")
    # Of another enterprise the name is its own.
    other = builders.signed_in(builders.representative(builders.enterprise("Công ty B"), "dn-b"))
    other.post(f"{DESK}moi/", WORDS)
    assert Product.objects.count() == 2


def test_another_product_of_the_same_name_is_refused_and_its_words_are_kept(clerk):
    clerk.post(f"{DESK}moi/", WORDS)
    again = clerk.post(f"{DESK}moi/", WORDS | {"title": "SỔ ĐIỆN TỬ", "summary": "Bản khác."})
    assert again.status_code == 200
    page = again.text
    assert "đã có sản phẩm tên này. Hãy đặt tên khác" in page
    assert "Bản khác." in page
    assert Product.objects.get().summary == WORDS["summary"]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(clerk):
    page = clerk.post(f"{DESK}moi/", WORDS | {"title": ""}).text
    assert "Ghi điểm trên máy." in page
    assert "Xin sửa những chỗ sau" in page
    page = clerk.post(f"{DESK}moi/", WORDS | {"summary": "a" * 301}).text
    assert "Đang có 301 ký tự" in page
    assert not Product.objects.exists()


def test_an_enterprise_has_only_so_many_that_are_not_public(clerk, mine, settings):
    settings.ENTERPRISE_PRODUCTS_WAITING = 1
    builders.product(mine, "Đã lên trang")
    clerk.post(f"{DESK}moi/", WORDS)
    page = clerk.post(f"{DESK}moi/", WORDS | {"title": "Cái thứ hai"}).text
    assert "1 sản phẩm chưa lên trang" in page
    assert 'value="Cái thứ hai"' in page
    assert Product.objects.count() == 2


def test_fields_that_the_form_does_not_show_change_nothing(clerk, mine):
    other = builders.enterprise("Công ty B")
    extra = {
        "state": "published", "is_sample": "1", "slug": "khac", "enterprise": str(other.pk),
        "published_at": "2020-01-01", "created_by": "1", "body": "<p>Dài</p>", "language": "en",
    }  # fmt: skip
    clerk.post(f"{DESK}moi/", WORDS | extra)
    product = Product.objects.get()
    send(clerk, f"{DESK}{product.pk}/noi-dung/", **WORDS, **extra)
    product.refresh_from_db()
    assert (product.state, product.is_sample, product.slug) == ("draft", False, "so-dien-tu")
    assert (product.enterprise_id, product.body, product.language) == (mine.pk, "", "vi")


def test_a_change_to_a_public_product_waits_with_words_picture_and_file(clerk, mine, client):
    product = builders.product(mine, summary="Cũ.")
    address = f"{DESK}{product.pk}/"
    send(clerk, f"{address}noi-dung/", **WORDS)
    send(clerk, f"{address}hinh/", upload=jpeg(), alt="Màn hình")
    clerk.post(f"{address}tep/", {"name": "Tờ giới thiệu", "file": leaflet()})
    public = shown(client, product.path)
    for waiting in ("Sổ điện tử", "Màn hình", "Tờ giới thiệu"):
        assert waiting not in public
        assert waiting in shown(clerk, address)
    assert Attachment.objects.count() == 0
    change = changes.open_change(product)
    assert change.state == State.SUBMITTED
    workflow.transition(Product.objects.get(), to=State.PUBLISHED, by=people.publisher())
    public = shown(client, product.path)
    for live in ("Sổ điện tử", "Màn hình", "Tờ giới thiệu", "2 trang"):
        assert live in public
    assert client.get(f"/tep/{Attachment.objects.get().pk}/").status_code == 200


def test_two_colleagues_at_once_lose_nothing(clerk, mine):
    product = builders.product(mine, summary="Cũ.")
    colleague = builders.signed_in(builders.representative(mine, "dn-a2"))
    address = f"{DESK}{product.pk}/noi-dung/"
    seen = hidden(shown(clerk, address), "_version")
    send(colleague, address, **(WORDS | {"title": product.title, "summary": "Của đồng nghiệp."}))
    mine_typed = WORDS | {"title": product.title, "summary": "Của tôi.", "_version": seen}
    page = clerk.post(address, mine_typed).text
    assert "Của đồng nghiệp." in page
    assert "Của tôi." in page
    assert changes.pending_version(product).data["fields"]["summary"] == "Của đồng nghiệp."


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (upload(b"MZ not a picture", "logo.jpg"), "logo.jpg|chương trình"),
        (upload(b"<svg/>", "hinh.svg"), ".svg"),
        (upload(b"", "trong.png"), "rỗng|trống"),
    ],
)
def test_what_is_no_picture_is_refused_by_name(clerk, mine, file, message):
    product = builders.product(mine)
    answer = send(clerk, f"{DESK}{product.pk}/hinh/", upload=file, alt="Hình")
    assert answer.status_code == 200
    assert re.search(message, answer.text)
    assert not Picture.objects.exists()
    assert 'value="Hình"' in answer.text


def test_a_picture_needs_its_sentence(clerk, mine):
    product = builders.product(mine)
    page = send(clerk, f"{DESK}{product.pk}/hinh/", upload=jpeg(), alt="").text
    assert "Hãy viết một câu" in page
    assert not Picture.objects.exists()


def test_a_picture_is_chosen_once_though_its_sentence_is_missing(clerk, mine):
    product = builders.product(mine, state=State.DRAFT)
    address = f"{DESK}{product.pk}/hinh/"
    page = send(clerk, address, upload=jpeg(), alt="").text
    assert "được giữ lại, không cần chọn lại" in page
    assert Picture.objects.count() == 0
    send(clerk, address, alt="Màn hình", **{"upload-held": hidden(page, "upload-held")})
    product.refresh_from_db()
    assert product.cover == Picture.objects.get()


def test_a_pdf_is_chosen_once_though_its_name_is_missing(clerk, mine):
    product = builders.product(mine, state=State.DRAFT)
    address = f"{DESK}{product.pk}/tep/"
    page = clerk.post(address, {"name": "", "file": leaflet()}).text
    clerk.post(address, {"name": "Tờ giới thiệu", "file-held": hidden(page, "file-held")})
    assert product.attachments.get().name == "Tờ giới thiệu"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bang-gia.docx", b"x", "Chỉ nhận tệp PDF; tệp này tên là “bang-gia.docx”"),
        ("gia.pdf", b"MZ\x90\x00", "chương trình"),
        ("lon.pdf", b"%PDF-1.4" + b"0" * (20 * 1024 * 1024), "20,0"),
    ],
)
def test_what_is_no_usable_pdf_is_refused_by_name(clerk, mine, name, content, message):
    product = builders.product(mine)
    answer = clerk.post(
        f"{DESK}{product.pk}/tep/", {"name": "Tờ rơi", "file": leaflet(name, content)}
    )
    assert message in answer.text
    assert 'value="Tờ rơi"' in answer.text
    assert changes.open_change(product) is None


def test_files_are_few_named_once_and_can_be_taken_away(clerk, mine, media):
    clerk.post(f"{DESK}moi/", WORDS)
    address = f"{DESK}{Product.objects.get().pk}/tep/"
    for number in range(5):
        for _twice in range(2):
            answer = clerk.post(address, {"name": f"Tệp {number}", "file": leaflet()})
            assert answer.status_code == 302
    assert Attachment.objects.count() == 5
    answer = clerk.post(address, {"name": "Tệp nữa", "file": leaflet(content=pdf(4))})
    assert "tối đa 5 tệp" in answer.text
    gone = Attachment.objects.first()
    clerk.post(address, {"remove": str(gone.pk)})
    clerk.post(address, {"remove": str(gone.pk)})
    assert Attachment.objects.count() == 4
    answer = clerk.post(address, {"name": "tệp 1", "file": leaflet(content=pdf(3))})
    assert "Đã có tệp tên này" in answer.text
    assert clerk.post(address, {"remove": "x"}).status_code == 404
    assert stored(media) == 1


def test_a_file_for_a_closed_product_is_not_stored(clerk, mine, media):
    clerk.post(f"{DESK}moi/", WORDS)
    product = Product.objects.get()
    workflow.transition(product, to=State.SUBMITTED, by=None)
    product.refresh_from_db()
    workflow.transition(product, to=State.APPROVED, by=people.publisher())
    answer = clerk.post(f"{DESK}{product.pk}/tep/", {"name": "Tờ rơi", "file": leaflet()})
    assert "Muốn sửa, hãy rút lại trước" in answer.text
    assert stored(media) == 0
    assert room_of(mine.pk).files == 0


def stored(media):
    return len([each for each in media.glob("attachments/**/*") if each.is_file()])


def test_steps_are_the_representatives_own_only(clerk, mine):
    clerk.post(f"{DESK}moi/", WORDS)
    product = Product.objects.get()
    for target in ("published", "approved", "changes_asked", "withdrawn", "x", ""):
        assert step(clerk, product, target).status_code == 404
    step(clerk, product, "submitted")
    step(clerk, product, "draft")
    step(clerk, product, "binned")
    product.refresh_from_db()
    assert product.state == State.BINNED
    assert clerk.get(f"{DESK}{product.pk}/").status_code == 404


def test_a_draft_that_is_dropped_twice_leads_to_the_list(clerk, mine):
    clerk.post(f"{DESK}moi/", WORDS)
    address = f"{DESK}{Product.objects.get().pk}/"
    number = hidden(shown(clerk, address), "version")
    for _press in range(2):
        answer = clerk.post(address, {"step": "binned", "version": number})
        assert answer["Location"] == DESK
    others = builders.product(builders.enterprise("Công ty B"), "Khác", state=State.BINNED)
    assert clerk.post(f"{DESK}{others.pk}/", {"step": "binned"}).status_code == 404


def test_a_button_pressed_twice_and_one_that_is_too_late_break_nothing(clerk, mine):
    clerk.post(f"{DESK}moi/", WORDS)
    product = Product.objects.get()
    address, page = f"{DESK}{product.pk}/", shown(clerk, f"{DESK}{product.pk}/")
    for _ in range(2):
        clerk.post(address, {"step": "submitted", "version": hidden(page, "version")})
    product.refresh_from_db()
    assert product.state == State.SUBMITTED
    workflow.transition(product, to=State.APPROVED, by=people.publisher())
    answer = clerk.post(
        address, {"step": "binned", "version": hidden(page, "version")}, follow=True
    )
    assert answer.status_code == 200
    product.refresh_from_db()
    assert product.state == State.APPROVED
    # What is approved is closed until it is taken back.
    assert "Rút lại" in shown(clerk, address)
    page = send(clerk, f"{address}noi-dung/", **(WORDS | {"title": "Khác"})).text
    assert 'value="Khác"' in page


@pytest.mark.parametrize("target", ["draft", "submitted", "binned"])
def test_who_presses_as_it_is_published_is_told(clerk, mine, target):
    product = builders.product(mine)
    address = f"{DESK}{product.pk}/"
    answer = clerk.post(address, {"step": target, "version": "1"}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "Trong lúc đó Sở đã đăng" in answer.text
    product.refresh_from_db()
    assert product.state == State.PUBLISHED


def test_what_the_department_asks_is_told_and_corrected(clerk, mine):
    clerk.post(f"{DESK}moi/", WORDS)
    product = Product.objects.get()
    step(clerk, product, "submitted")
    product.refresh_from_db()
    workflow.transition(
        product, to=State.CHANGES_ASKED, by=people.publisher(), comment="Thiếu giá bán"
    )
    assert "Thiếu giá bán" in shown(clerk, f"{DESK}{product.pk}/")
    assert "1 sản phẩm cần Anh/Chị sửa" in shown(clerk, "/doanh-nghiep/cua-toi/")
    step(clerk, product, "submitted")
    product.refresh_from_db()
    assert product.state == State.SUBMITTED


def test_a_product_of_a_hidden_profile_is_still_written_and_previewed(clerk, mine):
    product = builders.product(mine)
    workflow.transition(mine, to=State.WITHDRAWN, by=None)
    assert "hồ sơ doanh nghiệp đang không công khai" in shown(clerk, DESK)
    assert product.title in shown(clerk, f"{DESK}{product.pk}/xem-truoc/")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"published_at": datetime(2099, 1, 1, tzinfo=UTC)}, "thấy từ lúc 01/01/2099 07:00"),
        ({"expires_at": datetime(2008, 1, 1, tzinfo=UTC)}, "không còn đăng từ ngày 01/01/2008"),
    ],
)
def test_what_has_a_time_of_its_own_is_not_laid_to_the_profile(clerk, mine, fields, message):
    builders.product(mine, **fields)
    page = shown(clerk, DESK)
    assert message in page
    assert "hồ sơ doanh nghiệp đang không công khai" not in page


@pytest.mark.parametrize("page", ["moi/", "noi-dung/", "xin-go/"])
def test_a_session_that_ends_in_mid_sentence_loses_nothing(clerk, mine, page):
    me, product = mine.representatives.get().user, builders.product(mine)
    address = f"{DESK}{page}" if page == "moi/" else f"{DESK}{product.pk}/{page}"
    typed = {"_typed": hidden(shown(clerk, address), "_typed")}
    typed |= WORDS | {"title": "Nửa câu", "summary": "", "reason": "Nửa câu"}
    clerk.logout()
    answer = clerk.post(address, typed)
    assert answer["Location"] == f"/tai-khoan/login/?next={address}%3Fkhoi-phuc%3D1"
    clerk.force_login(me)
    text = shown(clerk, f"{address}?khoi-phuc=1")
    assert "Nửa câu" in text
    assert "errorlist" not in text
    assert Product.objects.get().title == product.title


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(clerk, mine, rows, django_assert_num_queries):
    for number in range(rows):
        product = builders.product(mine, f"Máy {number}", summary="Cũ.")
        send(clerk, f"{DESK}{product.pk}/noi-dung/", **(WORDS | {"title": f"Máy {number}"}))
    with django_assert_num_queries(5):
        clerk.get(DESK)


def test_the_desk_stays_within_its_twelve_queries(clerk, mine, django_assert_max_num_queries):
    builders.product(mine)
    with django_assert_max_num_queries(12):
        clerk.get("/doanh-nghiep/cua-toi/")
