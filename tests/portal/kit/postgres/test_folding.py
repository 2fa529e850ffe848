"""PostgreSQL folds a text as Python does; else a search would miss what it is asked for."""

import pytest

from portal.kit.postgres.folding import folded, folded_column
from portal.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ủy ban nhân dân", "uy ban nhan dan"),
        ("Uỷ ban nhân dân", "uy ban nhan dan"),
        ("Quyết định ĐẶC BIỆT", "quiet dinh dac biet"),
        ("Kỹ thuật, kĩ thuật", "ki thuat, ki thuat"),
        ("HÒA HOÀ hòa hoà", "hoa hoa hoa hoa"),
        ("45/2007/QĐ-UBND", "45/2007/qd-ubnd"),
        ("Ðà Nẵng", "da nang"),
        ("“ngoặc” – gạch", "“ngoac” – gach"),
    ],
)
def test_a_text_is_folded_alike_here_and_there(text, plain):
    row = Organisation.objects.create(name=text)
    assert folded(text) == plain
    there = Organisation.objects.annotate(plain=folded_column("name"))
    assert there.values_list("plain", flat=True).get(pk=row.pk) == plain
