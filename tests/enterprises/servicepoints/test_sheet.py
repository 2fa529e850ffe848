"""Service points that come as a sheet."""

import pytest

from enterprises.servicepoints.models import ServicePoint
from tests import builders as people
from tests.enterprises import builders
from tests.portal.exchange.sheets.test_lists import confirm, send

pytestmark = pytest.mark.django_db
LIST = "enterprises/servicepoint"
HEAD = "Tên,Loại,Địa bàn,Cho người đọc thấy"


@pytest.mark.parametrize("was_shown", [True, False])
def test_an_empty_cell_hides_no_point_and_shows_none(client, was_shown):
    known = builders.service_point(is_shown=was_shown)
    client.force_login(people.editor())
    where = f"Bưu cục,{known.locality.name}"
    sheet = f"{HEAD}\n{known.name},{where},\nBưu cục Mới,{where},\nBưu cục Cũ,{where},Không\n"
    preview = send(client, LIST, sheet)
    assert preview.context["counts"] == {"new": 2, "changed": 0, "unchanged": 1, "wrong": 0}
    confirm(client, LIST, preview)
    assert dict(ServicePoint.objects.values_list("name", "is_shown")) == {
        known.name: was_shown,
        "Bưu cục Mới": True,
        "Bưu cục Cũ": False,
    }
