"""The library in the admin: who writes uploads and describes; nothing is deleted."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from portal.pictures.intake import store_picture
from portal.pictures.models import Picture
from tests.portal.pictures.samples import jpeg, upload

pytestmark = pytest.mark.django_db
URL = "/admin/portal/picture/"


@pytest.fixture
def writing(settings) -> Client:
    settings.STAFF_MFA_REQUIRED = False
    user = get_user_model().objects.create_user("phongvien", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="write_publication"))
    client = Client()
    client.force_login(user)
    return client


def test_it_takes_a_picture_with_its_description(writing: Client) -> None:
    response = writing.post(f"{URL}add/", {"upload": jpeg(), "alt": "Toàn cảnh hội nghị"})
    assert response.status_code == 302
    picture = Picture.objects.get()
    assert picture.alt == "Toàn cảnh hội nghị"
    assert picture.created_by.username == "phongvien"


def test_it_says_what_is_wrong_with_a_file(writing: Client) -> None:
    response = writing.post(f"{URL}add/", {"upload": upload(b"%PDF-1.4"), "alt": "x"})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["upload"]
    assert Picture.objects.count() == 0


def test_it_lists_and_describes_but_never_deletes(writing: Client) -> None:
    picture = store_picture(jpeg(), by=None, alt="Cũ")
    assert picture.smallest_url in writing.get(URL).content.decode()
    assert writing.post(f"{URL}{picture.pk}/change/", {"alt": "Mới"}).status_code == 302
    picture.refresh_from_db()
    assert picture.alt == "Mới"
    assert writing.post(f"{URL}{picture.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Picture.objects.count() == 1
