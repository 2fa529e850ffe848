"""A clerk changes a product again: what was refused, and what a colleague has changed meanwhile."""

import pytest

from enterprises.products.models import Product
from portal.media.pictures.models import Picture
from portal.publishing import changes, deciding
from portal.publishing.models import State
from tests.enterprises import builders
from tests.enterprises.products.desk_forms import DESK, hidden, send, shown
from tests.portal.media.pictures.samples import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def refuse(product, publisher, *names):
    """The request that waits is refused in these fields, with a word; its number."""
    page = Product.objects.get(pk=product.pk)
    change = changes.open_change(page)
    refused = dict.fromkeys(names, "Không rõ nguồn")
    deciding.decide(page, accepted=[], refused=refused, by=publisher, seen=page.revision_number)
    return change.pk


def test_refused_words_are_there_to_be_corrected(clerk, mine, publisher):
    product = builders.product(mine, summary="Cũ.")
    address = f"{DESK}{product.pk}/noi-dung/"
    send(clerk, address, title=product.title, summary="Số một!", use="Trường học", customers="")
    number = refuse(product, publisher, "summary", "use")
    again = f"{address}?yeu-cau={number}"
    assert f'href="{again}"' in shown(clerk, f"/doanh-nghiep/cua-toi/yeu-cau/{number}/")
    page = shown(clerk, again)
    assert "Số một!</textarea>" in page
    assert "Trường học</textarea>" in page
    send(clerk, again, title=product.title, summary="Mới.", use="Trường học", customers="")
    version = changes.pending_version(Product.objects.get())
    assert (version.data["fields"]["summary"], version.data["fields"]["use"]) == (
        "Mới.", "Trường học",
    )  # fmt: skip


def test_a_refused_picture_is_there_to_be_described_anew(clerk, mine, publisher):
    product = builders.product(mine, summary="Ghi điểm.")
    address = f"{DESK}{product.pk}/hinh/"
    send(clerk, address, upload=jpeg(), alt="Đẹp nhất")
    picture = Picture.objects.get()
    number = refuse(product, publisher, "cover", "cover_alt")
    again = f"{address}?yeu-cau={number}"
    assert f'href="{again}"' in shown(clerk, f"/doanh-nghiep/cua-toi/yeu-cau/{number}/")
    assert "Đẹp nhất" in shown(clerk, again)
    send(clerk, again, alt="Màn hình sổ điểm")
    fields = changes.pending_version(Product.objects.get()).data["fields"]
    assert (fields["cover_id"], fields["cover_alt"]) == (picture.pk, "Màn hình sổ điểm")


@pytest.mark.parametrize("words", ["Màn hình chính", "Hộp máy"])
@pytest.mark.parametrize("typed", [{"alt": "Hộp máy, nhìn từ trước"}, {"alt": "", "remove": "on"}])
def test_an_old_page_gives_a_colleagues_picture_no_words(clerk, mine, words, typed):
    product = builders.product(mine, summary="Ghi điểm.", state=State.DRAFT, published_at=None)
    address = f"{DESK}{product.pk}/hinh/"
    send(clerk, address, upload=jpeg(), alt="Hộp máy")
    old = hidden(shown(clerk, address), "_version")
    send(clerk, address, upload=jpeg(800, 600), alt=words)
    product.refresh_from_db()
    answer = clerk.post(address, typed | {"_version": old})
    assert answer.status_code == 200
    assert "Đồng nghiệp vừa đổi ảnh" in answer.text
    assert f"Ảnh hiện nay: “{words}”" in answer.text
    found = Product.objects.get()
    assert (found.cover_id, found.cover_alt) == (product.cover_id, words)
    # Who has seen it may still want theirs.
    clerk.post(address, typed | {"_version": hidden(answer.text, "_version")})
    found.refresh_from_db()
    assert found.cover_alt == typed["alt"]
    assert (found.cover_id is None) == ("remove" in typed)
