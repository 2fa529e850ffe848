"""Where the editor sends a picture: who may, what is answered."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from portal.media.pictures.models import Picture
from tests.portal.media.pictures.samples import colours, encode, jpeg, upload

pytestmark = pytest.mark.django_db
URL = "/tai-len/anh/"


@pytest.fixture(autouse=True)
def _setup(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def writer():
    user = get_user_model().objects.create_user("phongvien", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="write_publication"))
    return user


@pytest.fixture
def writing(writer) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(writer)
    return client


def test_it_stands_where_the_editor_is_told() -> None:
    assert reverse("richtext_upload") == URL


def test_it_keeps_a_picture_and_answers_its_address(writing: Client, writer) -> None:
    response = writing.post(URL, {"upload": jpeg()})
    picture = Picture.objects.get()
    facts = {"fileName": str(picture), "url": picture.url, "alt": ""}
    assert response.json() == {"uploaded": 1, **facts}
    assert response.status_code == 200
    assert picture.created_by == writer
    assert default_storage.exists(picture.file.name)


def test_it_answers_how_a_picture_of_the_library_is_described(writing: Client) -> None:
    writing.post(URL, {"upload": jpeg()})
    Picture.objects.update(alt="Cầu Trường Tiền")
    assert writing.post(URL, {"upload": jpeg()}).json()["alt"] == "Cầu Trường Tiền"


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.7", "a.jpg"), (encode(colours(), "PNG"), "a.gif"), (b"", "a.png"), (b"x", "x.exe")],
)
def test_it_answers_in_words_what_is_wrong_with_a_file(
    writing: Client, content: bytes, name: str
) -> None:
    response = writing.post(URL, {"upload": upload(content, name)})
    assert response.status_code == 200
    answer = response.json()
    assert set(answer) == {"uploaded", "error"}
    assert answer["uploaded"] == 0
    assert answer["error"]["message"]
    assert Picture.objects.count() == 0


def test_it_answers_in_words_when_no_file_came(writing: Client) -> None:
    for data in ({}, {"upload": "a.jpg"}, {"file": jpeg()}):
        answer = writing.post(URL, data).json()
        assert answer["uploaded"] == 0
        assert answer["error"]["message"]


def test_it_does_not_exist_for_those_who_do_not_write(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("dn-a", password="x"))
    assert client.post(URL, {"upload": jpeg()}).status_code == 404
    assert Picture.objects.count() == 0


def test_it_tells_the_signed_out_to_sign_in_again(client: Client) -> None:
    response = client.post(URL, {"upload": jpeg()})
    assert response.status_code == 403
    assert response.json()["uploaded"] == 0
    assert Picture.objects.count() == 0


def test_it_keeps_nothing_without_the_token_of_the_form(writer) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)
    assert strict.post(URL, {"upload": jpeg()}).status_code == 403
    assert Picture.objects.count() == 0
    strict.cookies["csrftoken"] = "a" * 32
    assert (
        strict.post(URL, {"upload": jpeg()}, headers={"x-csrftoken": "a" * 32}).json()["uploaded"]
        == 1
    )


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_it_answers_no_other_method(writing: Client, method: str) -> None:
    assert getattr(writing, method)(URL).status_code == 405
