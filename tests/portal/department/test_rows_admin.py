"""The forms of units and posts ask for the name first, and for ways to reach it behind."""

import pytest
from lxml import html

from portal.department.models import Department
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/admin/portal/unit/add/", "parent"),
        ("/admin/portal/post/add/", "unit"),
        ("/admin/portal/department/add/", "name"),
    ],
)
def test_a_form_begins_with_what_is_named_and_loses_no_field(client, path, first):
    client.force_login(builders.editor())
    answer = client.get(path, follow=True)
    page = html.fromstring(answer.text)
    names = page.xpath(
        '//div[@id="content-main"]//*[self::input or self::select or self::textarea]'
    )
    shown = [each.get("name") for each in names if each.get("type") not in ("hidden", "submit")]
    assert shown[0] == first
    assert shown.index("phone") > shown.index(first) + 1
    assert shown.index("email") == shown.index("phone") + 1


def test_the_form_of_the_department_is_called_by_its_name(client):
    Department.objects.create(name="Sở Khoa học và Công nghệ")
    client.force_login(builders.editor())
    page = html.fromstring(client.get("/admin/portal/department/", follow=True).text)
    assert page.xpath("string(//ol/li[@aria-current='page'])").strip() == "Sở Khoa học và Công nghệ"
