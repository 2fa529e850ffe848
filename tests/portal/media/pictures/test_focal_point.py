"""What lists show of a picture goes with its focal point, also where it was not cut at once."""

import pytest
from django.test import Client

from portal.media.pictures import sandbox
from portal.media.pictures.intake import store_picture
from portal.media.pictures.models import Picture
from tests import builders
from tests.builders import signed_in
from tests.portal.media.pictures.samples import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LIST = "/admin/portal/picture/"


@pytest.fixture
def writing() -> Client:
    return signed_in(builders.reporter())


@pytest.fixture
def picture() -> Picture:
    return store_picture(jpeg(1200, 400), by=None, alt="Hai nửa")


def move(writing: Client, picture: Picture, across: int) -> str:
    """Save the form with a focal point; return what is said then."""
    typed = {"alt": "Hai nửa", "credit": "", "licence": "", "tags": ""}
    typed |= {"focal_x": str(across), "focal_y": "50"}
    address = f"{LIST}{picture.pk}/change/"
    assert writing.post(address, typed).status_code == 302
    picture.refresh_from_db()
    return " ".join(str(each) for each in writing.get(LIST).context["messages"])


def test_a_point_around_which_nothing_could_be_cut_stays_where_it_was(
    writing: Client, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = picture.crop_url
    monkeypatch.setattr(sandbox, "_LINE_PATIENCE", 0.01)
    with sandbox._IN_LINE, sandbox._IN_LINE:
        answer = move(writing, picture, 0)
    assert (picture.focal_x, picture.crop_url) == (50, before)
    assert "đang nhận nhiều ảnh cùng lúc" in answer
    assert "đang nhận" not in move(writing, picture, 0)
    assert picture.focal_x == 0
    assert picture.crop_url != before


def test_crops_that_are_around_another_point_are_cut_at_the_next_save(
    writing: Client, picture: Picture
) -> None:
    before = picture.crop_url
    Picture.objects.update(focal_x=0)
    move(writing, picture, 0)
    assert picture.crop_url != before
    cut = picture.crop_url
    move(writing, picture, 0)
    assert picture.crop_url == cut
