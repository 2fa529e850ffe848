"""The desk's pages of the profile: a short form a topic, and nothing typed is lost."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from enterprises.directory.places import sector_places
from enterprises.profiles.models import Enterprise, PrivateContact, Sector
from portal.audit.models import AuditEntry
from portal.editing.bin import move_to_bin
from portal.editing.models import Autosave
from portal.publishing import changes, services
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.portal.media.pictures.samples import encode, jpeg

pytestmark = pytest.mark.django_db
DESK = "/doanh-nghiep/cua-toi/"
PROFILE = f"{DESK}ho-so/"
DESCRIPTION, CONTACT = f"{PROFILE}mo-ta/", f"{PROFILE}lien-he/"


@pytest.fixture
def mine():
    return builders.enterprise(
        summary="Làm phần mềm.", body="<p>Từ 1997.</p>", phone="0234 111", slug="song-huong"
    )


def shown(client, address):
    return client.get(address).text


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def send(client, address, **fields):
    page = shown(client, address)
    return client.post(address, {"_version": hidden(page, "_version")} | fields)


def waiting():
    version = changes.pending_version(Enterprise.objects.get())
    return version and version.data["fields"]


def test_sectors_are_offered_by_the_vietnamese_alphabet(clerk, mine):
    names = ["Viễn thông", "Điện tử", "An toàn thông tin"]
    for name in names:
        Sector.objects.create(name=name)
    labels = BeautifulSoup(shown(clerk, f"{PROFILE}nang-luc/"), "html.parser").select("label")
    offered = [label.get_text(strip=True) for label in labels if label.input]
    assert offered == names[::-1]
    assert [place.label for place in sector_places()] == [f"Doanh nghiệp: {n}" for n in names[::-1]]


def test_a_profile_in_the_bin_says_so_and_takes_nothing(clerk, mine):
    publisher = site.publisher()
    move_to_bin(Enterprise.objects.get(), by=publisher, comment="Trùng")
    for address in (DESK, PROFILE, f"{DESK}yeu-cau/"):
        assert "đang ở trong thùng rác" in shown(clerk, address)
    assert "rồi gửi Sở" not in shown(clerk, PROFILE)
    page = send(clerk, DESCRIPTION, summary="Làm mạng.").text
    assert "xin đề nghị Sở khôi phục" in page
    assert "Sở đã duyệt trang này" not in page


def test_words_without_end_are_refused(clerk, mine):
    page = send(clerk, f"{PROFILE}nang-luc/", capabilities="a " * 10_001).text
    assert "Tối đa 20000 ký tự" in page
    assert waiting() is None
    assert "Tối đa 20000 ký tự" in send(clerk, DESCRIPTION, body="a " * 10_001).text


def test_what_was_longer_before_stays_as_it_is(clerk, mine):
    long = "Lắp ráp\n" * 3_000
    Enterprise.objects.update(capabilities=long)
    services.save(Enterprise.objects.get(), by=None)
    sent = {"capabilities": long.replace("\n", "\r\n"), "size": "small"}
    assert send(clerk, f"{PROFILE}nang-luc/", **sent).status_code == 302
    assert Enterprise.objects.get().capabilities == long


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_sent_as_they_stand_ask_for_nothing(clerk, mine, mailoutbox, end):
    mine.capabilities = end.join(["Lắp ráp", "Sửa chữa"])
    services.save(mine, by=None)
    sent = {"capabilities": "Lắp ráp\r\nSửa chữa", "size": mine.size}
    assert send(clerk, f"{PROFILE}nang-luc/", **sent).status_code == 302
    assert waiting() is None
    assert mailoutbox == []


def test_a_description_waits_and_the_telephone_is_live(clerk, mine, client):
    answer = send(clerk, DESCRIPTION, summary="Làm mạng.", body="Một.\n\n- hai\n- ba")
    assert (answer.status_code, answer["Location"]) == (302, PROFILE)
    send(clerk, CONTACT, phone="0234 222", email="", website="")
    public = shown(client, mine.path)
    assert "0234 222" in public
    assert "Làm mạng" not in public
    assert waiting()["body"] == "<p>Một.</p>\n<ul>\n<li>hai</li>\n<li>ba</li>\n</ul>"
    page = shown(clerk, PROFILE)
    assert "có thay đổi đang chờ" in page
    assert "Sở đang xem xét" in page


def test_the_form_opens_with_what_waits(clerk):
    send(clerk, DESCRIPTION, summary="Làm mạng.", body="Một.")
    page = shown(clerk, DESCRIPTION)
    assert "Làm mạng." in page
    assert ">\nMột.</textarea>" in page


@pytest.mark.parametrize(
    ("address", "message"),
    [(DESCRIPTION, "chờ Sở duyệt"), (CONTACT, "người đọc thấy ngay")],
)
def test_each_form_says_what_becomes_of_it(clerk, address, message):
    assert message in shown(clerk, address)


def test_an_error_keeps_what_was_typed_and_says_what_to_do(clerk):
    answer = send(clerk, CONTACT, phone="gọi tôi", email="a@b", website="https://song.example")
    page = answer.text
    assert answer.status_code == 200
    for typed in ("gọi tôi", "a@b", "https://song.example"):
        assert f'value="{typed}"' in page
    assert "Hãy nhập các chữ số" in page
    assert Enterprise.objects.get().phone == "0234 111"


def test_a_wrong_tax_code_says_which_rule_failed(clerk):
    page = send(clerk, f"{PROFILE}ten/", title="Công ty Sông Hương", tax_code="0000000018")
    assert page.status_code == 200
    assert "Chữ số thứ mười không khớp" in page.text


def test_extra_fields_change_nothing(clerk, mine):
    extra = {
        "state": "withdrawn", "is_sample": "on", "slug": "khac", "tax_code": "0000000017",
        "title": "Công ty Khác", "published_at": "2030-01-01", "publication_ptr": "999",
        "section": "1", "live_number": "9", "created_by": "1", "sort_key": "a",
        "expires_at": "2008-01-01", "logo": "1", "cover": "1", "enterprise": "1",
    }  # fmt: skip
    before = services.revisions.snapshot(mine)
    send(clerk, DESCRIPTION, summary="Làm mạng.", body="Từ 1997.", **extra)
    live = Enterprise.objects.get()
    assert services.revisions.snapshot(live) == before
    assert waiting() == before["fields"] | {"summary": "Làm mạng."}


def test_two_representatives_at_once_lose_nothing(clerk, mine):
    other = builders.signed_in(builders.representative(mine, "dn-a2"))
    first, second = shown(clerk, DESCRIPTION), shown(other, DESCRIPTION)
    clerk.post(
        DESCRIPTION,
        {"_version": hidden(first, "_version"), "summary": "Của A.", "body": "Từ 1997."},
    )
    typed = {"_version": hidden(second, "_version"), "summary": "Của B.", "body": "Từ 1997."}
    page = other.post(DESCRIPTION, typed).text
    assert "Của A." in page
    assert "Của B." in page
    assert waiting()["summary"] == "Của A."
    again = typed | {"_version": hidden(page, "_version"), "_take_summary": "mine"}
    other.post(DESCRIPTION, again)
    assert waiting()["summary"] == "Của B."


def test_the_colleagues_text_can_be_taken(clerk, mine):
    other = builders.signed_in(builders.representative(mine, "dn-a2"))
    second = shown(other, DESCRIPTION)
    send(clerk, DESCRIPTION, summary="Của A.", body="Từ 1997.")
    typed = {"_version": hidden(second, "_version"), "summary": "Của B.", "body": "Hai."}
    page = other.post(DESCRIPTION, typed).text
    other.post(
        DESCRIPTION, typed | {"_version": hidden(page, "_version"), "_take_summary": "theirs"}
    )
    assert (waiting()["summary"], waiting()["body"]) == ("Của A.", "<p>Hai.</p>")


def test_a_session_that_ends_in_mid_sentence_loses_nothing(clerk, me):
    page = shown(clerk, DESCRIPTION)
    typed = {name: hidden(page, name) for name in ("_version", "_typed")}
    typed |= {"summary": "Nửa câu", "body": "đang viết"}
    clerk.logout()
    answer = clerk.post(DESCRIPTION, typed)
    assert answer["Location"] == f"/tai-khoan/login/?next={DESCRIPTION}%3Fkhoi-phuc%3D1"
    clerk.force_login(me.user)
    page = shown(clerk, f"{DESCRIPTION}?khoi-phuc=1")
    assert "Nửa câu" in page
    assert "đang viết" in page
    assert "errorlist" not in page
    assert waiting() is None
    clerk.post(DESCRIPTION, typed)
    assert waiting()["summary"] == "Nửa câu"
    assert not Autosave.objects.exists()


def test_the_mark_of_another_form_or_person_keeps_nothing(clerk, me):
    mark = hidden(shown(clerk, CONTACT), "_typed")
    clerk.logout()
    for address, sent in ((DESCRIPTION, mark), (CONTACT, "gia-mao"), (CONTACT, "")):
        answer = clerk.post(address, {"_typed": sent, "summary": "x"})
        assert answer["Location"] == f"/tai-khoan/login/?next={address}"
    assert not Autosave.objects.exists()


def test_a_text_with_tables_is_not_flattened(clerk, mine, me):
    laid_out = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    mine.body = laid_out
    services.save(mine, by=None)
    page = shown(clerk, DESCRIPTION)
    assert 'name="body"' not in page
    send(clerk, DESCRIPTION, summary="Làm mạng.", body="phẳng")
    assert "<table>" in waiting()["body"]
    again = f"{DESCRIPTION}?viet-lai=1"
    assert 'name="viet-lai"' in shown(clerk, again)
    send(clerk, again, summary="Làm mạng.", body="Viết lại.", **{"viet-lai": "1"})
    assert waiting()["body"] == "<p>Viết lại.</p>"


def test_a_logo_waits_and_is_described(clerk, mine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = f"{PROFILE}bieu-trung/"
    answer = send(clerk, address, upload=jpeg(name="logo.jpg"), alt="")
    assert answer.status_code == 302
    assert Enterprise.objects.get().logo is None
    page = shown(clerk, address)
    assert 'alt="Biểu trưng của Công ty Sông Hương"' in page
    send(clerk, address, remove="on")
    assert changes.open_change(mine) is None


@pytest.mark.parametrize(
    ("state", "button"), [(State.DRAFT, "Lưu"), (State.PUBLISHED, "Lưu và gửi Sở duyệt")]
)
def test_the_button_below_a_logo_says_whether_it_is_sent(state, button):
    clerk = builders.signed_in(builders.representative(builders.enterprise(state=state)))
    page = BeautifulSoup(shown(clerk, f"{PROFILE}bieu-trung/"), "html.parser")
    assert page.select_one(".desk-form button").get_text(strip=True) == button


def test_words_on_a_logo_are_never_dropped_unsaid(clerk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = f"{PROFILE}bieu-trung/"
    send(clerk, address, upload=jpeg(name="logo.jpg"), alt="Bông sen")
    logo = waiting()["logo_id"]
    answer = send(clerk, address, alt="Bông sen trắng")
    assert answer.status_code == 200
    assert "chỉ được ghi khi gửi tệp mới" in answer.text
    assert 'value="Bông sen trắng"' in answer.text
    # Sent with the very file that is there, they would be lost, too.
    answer = send(clerk, address, upload=jpeg(name="logo.jpg"), alt="Bông sen trắng")
    assert answer.status_code == 200
    assert "đã có đúng tệp này" in answer.text
    assert send(clerk, address, upload=jpeg(name="logo.jpg"), alt="").status_code == 302
    assert waiting()["logo_id"] == logo


def test_two_logos_at_once_lose_nothing(clerk, mine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = f"{PROFILE}bieu-trung/"
    other = builders.signed_in(builders.representative(mine, "dn-a2"))
    seen = hidden(shown(other, address), "_version")
    send(clerk, address, upload=jpeg(name="a.jpg"), alt="Của A.")
    first = waiting()["logo_id"]
    answer = other.post(address, {"_version": seen, "upload": jpeg(320, 240), "alt": "Của B."})
    page = answer.text
    assert (answer.status_code, waiting()["logo_id"]) == (200, first)
    assert "Đồng nghiệp vừa đổi biểu trưng" in page
    # Below stands the one that waits.
    assert 'alt="Của A."' in page
    again = {"_version": hidden(page, "_version"), "upload": jpeg(320, 240), "alt": "Của B."}
    assert other.post(address, again).status_code == 302
    assert waiting()["logo_id"] != first


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lambda: b"<svg onload=alert(1)>", "logo.png"),
        (lambda: encode(Image.new("1", (19_000, 19_000)), "PNG"), "quá nhiều điểm ảnh"),
    ],
)
def test_a_file_that_is_no_picture_or_a_bomb_is_refused_by_name(clerk, content, message):
    upload = SimpleUploadedFile("logo.png", content(), "image/png")
    answer = send(clerk, f"{PROFILE}bieu-trung/", upload=upload, alt="Bông sen")
    page = answer.text
    assert answer.status_code == 200
    assert "errorlist" in page
    assert message in page
    assert 'value="Bông sen"' in page
    assert waiting() is None


def test_the_contact_person_is_saved_at_once_and_written_down(clerk, mine, me, client):
    clerk.post(f"{PROFILE}nguoi-lien-he/", {"name": "Chị Lan", "phone": "0905", "email": ""})
    row = PrivateContact.objects.get()
    assert (row.enterprise, row.name) == (mine, "Chị Lan")
    entry = AuditEntry.objects.get(subject_label="profiles.privatecontact")
    assert (entry.actor, entry.new["name"]) == (me.user, "Chị Lan")
    assert "Chị Lan" not in shown(client, mine.path)


def test_the_preview_shows_what_waits_and_is_kept_by_nobody(clerk, mine):
    send(clerk, DESCRIPTION, summary="Làm mạng.", body="Từ 1997.")
    answer = clerk.get(f"{DESK}xem-truoc/")
    page = answer.text
    assert "Làm mạng." in page
    assert "CHỜ DUYỆT" in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert f'<a href="{PROFILE}">Quay lại</a>' in page
    assert Enterprise.objects.get().summary == "Làm phần mềm."


def test_a_profile_that_is_not_public_is_written_sent_and_taken_back():
    page = builders.enterprise("Công ty Mới", state=State.DRAFT, published_at=None)
    clerk = builders.signed_in(builders.representative(page, "dn-moi"))
    send(clerk, DESCRIPTION, summary="Mới lập.", body="")
    address = f"{DESK}yeu-cau/"
    listed = shown(clerk, address)
    for _press in range(2):
        clerk.post(address, {"step": "submitted", "version": hidden(listed, "version")})
    assert 'class="error"' not in shown(clerk, address)
    assert Enterprise.objects.get(pk=page.pk).state == State.SUBMITTED
    listed = shown(clerk, address)
    clerk.post(address, {"step": "draft", "version": hidden(listed, "version")})
    assert Enterprise.objects.get(pk=page.pk).state == State.DRAFT


def test_what_keeps_a_profile_from_being_sent_is_named_as_the_desk_names_it():
    page = builders.enterprise("Công ty Mới", state=State.DRAFT, published_at=None, summary="")
    clerk = builders.signed_in(builders.representative(page, "dn-moi"))
    address = f"{DESK}yeu-cau/"
    number = hidden(shown(clerk, address), "version")
    answer = clerk.post(address, {"step": "submitted", "version": number}, follow=True).text
    assert "(1) “Giới thiệu doanh nghiệp trong hai, ba câu”: Chưa có tóm tắt. Viết" in answer


def test_letters_of_an_old_font_are_refused_with_a_way_out():
    page = builders.enterprise("Công ty Mới", state=State.DRAFT, published_at=None)
    clerk = builders.signed_in(builders.representative(page, "dn-moi"))
    send(clerk, DESCRIPTION, summary="Mới lập.", body="C«ng ty chuyªn thiÕt kÕ phÇn mÒm")
    address = f"{DESK}yeu-cau/"
    number = hidden(shown(clerk, address), "version")
    answer = clerk.post(address, {"step": "submitted", "version": number}, follow=True).text
    assert "(1) “Phần giới thiệu đầy đủ”: Văn bản đang dùng bảng mã cũ: TCVN3 (ABC)." in answer
    assert "chuyển đoạn văn sang Unicode, chẳng hạn bằng UniKey, rồi dán lại" in answer
    assert "chuyển mã" not in answer


def test_a_topic_that_there_is_not_is_not_found(clerk):
    assert clerk.get(f"{PROFILE}khong-co/").status_code == 404


def test_the_pages_ask_few_questions(clerk, django_assert_num_queries):
    with django_assert_num_queries(4):
        clerk.get(PROFILE)
    with django_assert_num_queries(7):
        clerk.get(DESCRIPTION)
    send(clerk, DESCRIPTION, summary="Làm mạng.", body="Từ 1997.")
    with django_assert_num_queries(5):
        clerk.get(PROFILE)


def test_a_page_opened_before_keeps_the_person_that_a_colleague_has_named(clerk, mine):
    address = f"{DESK}ho-so/nguoi-lien-he/"
    typed = {"name": "Bà Lan", "phone": "0234 111", "email": ""}
    clerk.post(address, typed)
    old = {f"initial-{name}": value for name, value in typed.items()}
    page = clerk.get(address).text
    assert re.search(r'name="initial-phone" value="0234 111" id="[^"]*">', page)
    clerk.post(address, typed | old | {"phone": "0234 222"})
    clerk.post(address, typed | old | {"name": "Ông An"})
    person = PrivateContact.objects.get()
    assert (person.name, person.phone) == ("Ông An", "0234 222")


def test_a_page_opened_before_brings_no_contact_back_that_was_taken_out(clerk, mine):
    address = f"{DESK}ho-so/nguoi-lien-he/"
    typed = {"name": "Bà Lan", "phone": "0234 111", "email": "lan@song-huong.example"}
    clerk.post(address, typed)
    old = {f"initial-{name}": value for name, value in typed.items()}
    PrivateContact.objects.update(name="", phone="", email="")
    clerk.post(address, typed | old | {"name": "Ông An"})
    person = PrivateContact.objects.get()
    assert (person.name, person.phone, person.email) == ("Ông An", "", "")
