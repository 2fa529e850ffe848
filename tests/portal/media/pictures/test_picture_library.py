"""The library in the admin: who writes uploads, describes and finds; what is used stays."""

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from portal.accounts.models import User
from portal.media.pictures.intake import store_picture
from portal.media.pictures.making import crop_box
from portal.media.pictures.models import Picture, normalize_tags
from portal.pagecache import generation
from portal.publishing import services, workflow
from portal.publishing.models import State
from tests import builders
from tests.builders import signed_in
from tests.portal.media.pictures.samples import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
URL = "/admin/portal/picture/"


@pytest.fixture
def writing() -> Client:
    return signed_in(builders.reporter())


def described(**fields):
    return {
        "alt": "Toàn cảnh hội nghị", "credit": "", "licence": "", "tags": "",
        "focal_x": "50", "focal_y": "50",
    } | fields  # fmt: skip


def messages_of(client: Client, address: str) -> str:
    return " ".join(str(each) for each in client.get(address).context["messages"])


def test_it_takes_a_picture_with_its_description(writing: Client) -> None:
    typed = described(credit="Lê Văn A", licence="own", tags="Hội nghị,  hội  nghị, Huế")
    response = writing.post(f"{URL}add/", typed | {"upload": jpeg()})
    assert response.status_code == 302
    picture = Picture.objects.get()
    assert (picture.alt, picture.credit) == ("Toàn cảnh hội nghị", "Lê Văn A")
    assert (picture.licence, picture.tags) == ("own", ["hội nghị", "huế"])
    assert picture.created_by.username == "phongvien"


def test_it_says_what_is_wrong_with_a_file(writing: Client) -> None:
    response = writing.post(f"{URL}add/", described(upload=upload(b"%PDF-1.4")))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["upload"]
    assert Picture.objects.count() == 0


def test_the_same_file_again_leads_to_the_picture_as_it_was_described(writing: Client) -> None:
    picture = store_picture(jpeg(), by=None, alt="Cũ")
    response = writing.post(f"{URL}add/", described(alt="Mới", upload=jpeg(name="b.jpg")))
    assert response.url == f"{URL}{picture.pk}/change/"
    assert "đã có trong thư viện" in messages_of(writing, response.url)
    assert list(Picture.objects.values_list("alt", flat=True)) == ["Cũ"]


def test_the_same_file_again_is_chosen_for_the_form_that_asked(writing: Client) -> None:
    picture = store_picture(jpeg(), by=None)
    response = writing.post(f"{URL}add/", described(upload=jpeg(), _popup="1"))
    assert f"&quot;value&quot;: &quot;{picture.pk}&quot;" in response.text


@pytest.mark.parametrize("typed", ["hội nghị", "hoi nghi", "HUE", "le van", "toàn cảnh"])
def test_it_finds_by_description_photographer_and_tags(writing: Client, typed: str) -> None:
    builders.picture(
        alt="Toàn cảnh hội nghị", credit="Lê Văn A", tags=["Huế"], renditions=RENDITIONS
    )
    builders.picture(alt="Cây cầu", sha256="1" * 64, renditions=RENDITIONS)
    page = writing.get(URL, {"q": typed}).text
    assert "Toàn cảnh hội nghị" in page
    assert "Cây cầu" not in page


RENDITIONS = [{"width": 480, "height": 270, "format": "jpeg", "path": "anh/x.jpg", "bytes": 1}]


def test_the_tags_of_the_newest_pictures_are_offered(writing: Client, monkeypatch) -> None:
    """All would be read anew each time that a picture is only being chosen."""
    monkeypatch.setattr("portal.editing.library.MAX_COUNTED", 2)
    for number, tag in enumerate(("lũ 1999", "huế", "bão")):
        builders.picture(sha256=str(number) * 64, renditions=RENDITIONS, tags=[tag])
    tags, *_ = writing.get(URL).context["cl"].filter_specs
    assert tags.lookup_choices == [("bão", "bão"), ("huế", "huế")]
    assert len(writing.get(URL, {"tag": "lũ 1999"}).context["cl"].result_list) == 1


def test_a_tag_leads_to_the_pictures_that_have_it(writing: Client) -> None:
    builders.picture(alt="Bão", tags=["bão số 6"], renditions=RENDITIONS)
    builders.picture(alt="Nắng", sha256="1" * 64, renditions=RENDITIONS)
    assert "?tag=b%C3%A3o%20s%E1%BB%91%206" in writing.get(URL).text
    listed = writing.get(URL, {"tag": "Bão số 6"}).context["cl"].result_list
    assert [picture.alt for picture in listed] == ["Bão"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    writing: Client, number: int, django_assert_num_queries
) -> None:
    for each in range(number):
        builders.picture(sha256=str(each) * 64, renditions=RENDITIONS, tags=["huế"])
    with django_assert_num_queries(6):
        writing.get(URL)


def test_tags_are_small_single_and_trimmed() -> None:
    assert normalize_tags([" Huế ", "huế", "", "Bão  số 6"]) == ["huế", "bão số 6"]


@pytest.mark.parametrize(
    ("size", "focal", "part"),
    [
        ((600, 400), (0, 0), (0, 0, 600, 400)),
        ((1200, 400), (0, 50), (0, 0, 600, 400)),
        ((1200, 400), (50, 50), (300, 0, 900, 400)),
        ((1200, 400), (100, 50), (600, 0, 1200, 400)),
        ((600, 1000), (50, 10), (0, 0, 600, 400)),
        ((1, 1), (50, 50), (0, 0, 1, 1)),
    ],
)
def test_the_crop_is_as_near_around_the_focal_point_as_it_goes(size, focal, part) -> None:
    assert crop_box(*size, *focal) == part


def colour_of(picture: Picture) -> tuple[int, int, int]:
    with default_storage.open(picture.crop("jpeg")[0]["path"]) as file, Image.open(file) as image:
        assert image.width * 2 == image.height * 3
        return image.getpixel((image.width // 2, image.height // 2))


def test_a_moved_focal_point_cuts_what_lists_show_anew(writing: Client) -> None:
    picture = store_picture(jpeg(1200, 400), by=None, alt="Hai nửa")
    before, number = picture.crop_url, generation.current()
    writing.post(f"{URL}{picture.pk}/change/", described(focal_x="0"))
    picture.refresh_from_db()
    assert picture.crop_url != before
    assert generation.current() > number
    assert colour_of(picture)[2] > 100  # the left half is navy
    writing.post(f"{URL}{picture.pk}/change/", described(focal_x="100"))
    picture.refresh_from_db()
    assert colour_of(picture)[0] > 200  # the right half is orange


def test_a_focal_point_outside_is_refused(writing: Client) -> None:
    picture = store_picture(jpeg(), by=None)
    response = writing.post(f"{URL}{picture.pk}/change/", described(focal_x="101"))
    assert response.context["adminform"].form.errors["focal_x"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.update(focal_x=101)
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.update(licence="none")


def test_lists_show_the_crop_and_the_page_the_photographer(client: Client) -> None:
    picture = store_picture(jpeg(1200, 400), by=None)
    picture.credit, picture.licence = "Lê Văn A", "cc-by-4.0"
    picture.save()
    page = builders.article(cover=picture, cover_alt="Hai nửa")
    assert picture.crop_url in client.get("/tin-tuc/").text
    text = client.get(page.path).text
    assert "Ảnh: Lê Văn A" in text
    assert 'href="https://creativecommons.org/licenses/by/4.0/deed.vi"' in text


@pytest.mark.parametrize("place", ["cover", "gallery"])
def test_what_a_live_page_shows_of_it_is_not_a_reporters_to_change(
    writing: Client, place: str
) -> None:
    picture = store_picture(jpeg(1200, 400), by=User.objects.get(username="phongvien"))
    address, shown = f"{URL}{picture.pk}/change/", {"credit": "Của tôi", "focal_x": "0"}
    page = builders.article(state=State.DRAFT, published_at=None)
    if place == "cover":
        page.cover, page.cover_alt = picture, "Hai nửa"
    else:
        page.gallery.create(picture=picture, alt="Hai nửa")
    services.save(page, by=None)
    writing.post(address, described(**shown))
    picture.refresh_from_db()
    assert (picture.credit, picture.focal_x) == ("Của tôi", 0)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    crop, changed = picture.crop_url, {"credit": "Hotline 0900", "licence": "own", "focal_x": "99"}
    assert "biên tập viên sửa tác giả" in writing.get(address).text
    assert (
        writing.post(address, described(alt="Hội trường", tags="huế", **changed)).status_code == 302
    )
    picture.refresh_from_db()
    assert (picture.credit, picture.licence, picture.crop_url) == ("Của tôi", "", crop)
    # How it is found is no matter of readers.
    assert (picture.alt, picture.tags) == ("Hội trường", ["huế"])
    signed_in(builders.editor()).post(address, described(**changed))
    picture.refresh_from_db()
    assert (picture.credit, picture.focal_x) == ("Hotline 0900", 99)


# --- used where ---------------------------------------------------------------------------------


def uses(client: Client, picture: Picture) -> list[tuple[str, str]]:
    found = client.get(f"{URL}{picture.pk}/change/").context["uses"]
    return [(use["title"], str(use["place"])) for use in found]


def test_it_tells_covers_texts_changes_that_wait_and_earlier_versions_apart() -> None:
    picture = store_picture(jpeg(), by=None)
    body = f'<p><img src="{picture.url}" alt="x"></p>'
    builders.article("Ảnh bìa", cover=picture, cover_alt="x")
    builders.article("Trong bài", body=body)
    builders.article("Bản nháp", body=body, state=State.DRAFT)
    waiting = builders.article("Đang chờ")
    waiting.body = body
    services.save(waiting, by=builders.editor())
    earlier = builders.article("Bản cũ", body=body, state=State.DRAFT)
    earlier.body = ""
    services.save(earlier, by=None)
    builders.article("Không dùng")
    assert set(uses(signed_in(builders.publisher()), picture)) == {
        ("Bản cũ", "chỉ trong một bản trước"),
        ("Bản nháp", "trong bài hiện nay"),
        ("Trong bài", "trong bài hiện nay"),
        ("Ảnh bìa", "trong bài hiện nay"),
        ("Đang chờ", "trong bản thay đổi đang chờ"),
    }


def test_a_reporter_learns_no_title_of_others_drafts(writing: Client) -> None:
    picture = store_picture(jpeg(), by=None)
    builders.article("Bí mật", cover=picture, cover_alt="x", state=State.DRAFT)
    assert uses(writing, picture) == [("một bản nháp của người khác", "trong bài hiện nay")]
    assert "Bí mật" not in writing.get(f"{URL}{picture.pk}/change/").text


def test_a_picture_in_use_stays_and_its_pages_are_named() -> None:
    client = signed_in(builders.editor())
    picture = store_picture(jpeg(), by=None)
    builders.article("Ảnh bìa", cover=picture, cover_alt="x")
    assert "/delete/" not in client.get(f"{URL}{picture.pk}/change/").text
    response = client.post(f"{URL}{picture.pk}/delete/", {"post": "yes"})
    assert "“Ảnh bìa”" in messages_of(client, response.url)
    assert Picture.objects.count() == 1


def test_the_database_too_keeps_a_picture_that_only_an_earlier_version_shows() -> None:
    picture = store_picture(jpeg(), by=None)
    page = builders.article(body=f'<p><img src="{picture.url}" alt="x"></p>', state=State.DRAFT)
    page.body = ""
    services.save(page, by=None)
    with pytest.raises(IntegrityError, match="pictures_picture_in_use_stays"), transaction.atomic():
        Picture.objects.all().delete()


def test_an_unused_picture_goes_with_its_files(django_capture_on_commit_callbacks) -> None:
    client = signed_in(builders.editor())
    picture = store_picture(jpeg(), by=None)
    paths = [size["path"] for size in (*picture.renditions, *picture.crops)]
    assert all(default_storage.exists(path) for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{URL}{picture.pk}/delete/", {"post": "yes"})
    assert Picture.objects.count() == 0
    assert not any(default_storage.exists(path) for path in paths)


def test_earlier_crops_of_a_deleted_picture_are_open_to_nobody(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    desk = signed_in(builders.editor())
    picture, other = store_picture(jpeg(), by=None), store_picture(jpeg(500, 400), by=None)
    earlier = f"/media/{picture.crops[0]['path']}"
    desk.post(f"{URL}{picture.pk}/change/", described(focal_x="0"))
    picture.refresh_from_db()
    assert client.get(earlier).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{URL}{picture.pk}/delete/", {"post": "yes"})
    assert client.get(earlier).status_code == 404
    assert client.get(other.url).status_code == 200


def test_a_reporter_deletes_only_what_they_uploaded() -> None:
    reporter = builders.reporter()
    client = signed_in(reporter)
    other = store_picture(jpeg(), by=None)
    own = store_picture(jpeg(500, 400), by=reporter)
    assert client.post(f"{URL}{other.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{URL}{own.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Picture.objects.all()) == [other]
