"""A picture in a text is shown with whoever took it: a check says where the text names nobody."""

import pytest

from portal.editing import publish_checks
from portal.editing.checks.violations import Level
from portal.publishing.models import State
from tests import builders

pytestmark = pytest.mark.django_db
ADVICE = "Bài chưa ghi ai chụp ảnh trong đó: "


def path(number: int) -> str:
    return f"anh/0{number}/{f'0{number}' * 16}-640x400.jpg"


def image(number: int, caption: str = "") -> str:
    shown = f'<img src="/media/{path(number)}" alt="Trạm phát sóng">'
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>" if caption else shown


def picture(number: int, **fields):
    return builders.picture(file=path(number), sha256=f"{number:064}", **fields)


def advice_on(body: str) -> list[str]:
    page = builders.article("Bài có ảnh", body=body, state=State.DRAFT, published_at=None)
    found = [each for each in publish_checks.check(page) if each.message.startswith(ADVICE)]
    assert all(each.level == Level.WARN and each.field == "body" for each in found)
    return [each.message.removeprefix(ADVICE) for each in found]


def test_it_names_those_whom_the_text_does_not():
    picture(1, credit="Nguyễn Văn A", licence="cc-by-4.0")
    picture(2, credit="Trần Thị B", licence="own")
    assert advice_on(f"<p>Chữ.</p>{image(1)}{image(2)}{image(1)}") == [
        "Ảnh: Nguyễn Văn A · CC BY 4.0; Ảnh: Trần Thị B."
    ]


@pytest.mark.parametrize(
    "body",
    [
        image(1, "Trạm mới. Ảnh: NGUYỄN VĂN A"),
        f"{image(1)}<p>Ảnh trong bài: Nguyễn Văn A.</p>",
        image(2),
        image(3),
        "<p>Chữ.</p>",
    ],
    ids=["in its caption", "below all", "nobody is known", "not of the library", "no picture"],
)
def test_it_is_silent_where_there_is_nothing_to_add(body):
    picture(1, credit="Nguyễn Văn A")
    picture(2)
    assert advice_on(body) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_one_query_however_many_pictures_there_are(number, django_assert_num_queries):
    body = ""
    for each in range(number):
        picture(each, credit=f"Người chụp {each}")
        body += image(each)
    page = builders.article("Bài có ảnh", body=body, state=State.DRAFT, published_at=None)
    with django_assert_num_queries(2):
        publish_checks.check(page)
