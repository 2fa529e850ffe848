"""The drawn picture beside a link: one per page, drawn once, of public pages only."""

import errno
import os
import time
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from portal.media.pictures.card_figure import CardFigure
from portal.media.pictures.card_style import SANS, SERIF
from portal.media.pictures.cards import draw_card, wrap_text
from portal.publishing.metadata import picture_of
from portal.publishing.models import State
from portal.publishing.services import save
from portal.publishing.workflow import transition
from portal.site import cards
from tests.one_of_each import MAKERS, page_of
from tests.sampling import params

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
VIETNAMESE = "ĂÂĐÊÔƠƯăâđêôơư" + "".join(
    base + mark
    for base in "AEIOUYaeiouyĂÂÊÔƠƯăâêôơư"
    for mark in ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
)


def address(page, site) -> str:
    return picture_of(page).address.removeprefix(site.SITE_URL)


def no_space(_file: Path, _content: bytes) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def files(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", params(list(MAKERS), one_in=3))
def test_it_is_a_picture_of_the_told_size_for_each_kind(client, settings, kind):
    page = page_of(kind)
    answer = client.get(address(page, settings))
    image = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_it_is_drawn_once_and_kept_by_browsers_for_good(client, settings, media, monkeypatch):
    page = page_of("article")
    path = address(page, settings)
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    monkeypatch.setattr(cards, "draw_card", lambda *args, **kwargs: pytest.fail("drawn again"))
    assert client.get(path).status_code == 200
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert len(files(media)) == 1


def test_a_new_title_has_a_new_card_and_the_old_address_leads_on(client, settings, media):
    page = page_of("article")
    old = address(page, settings)
    client.get(old)
    page.title = "Tiêu đề khác"
    save(page, by=None)
    new = address(page, settings)
    assert new != old
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, new)
    assert client.get(new).status_code == 200
    assert len(files(media)) == 1


def test_on_a_full_disk_it_is_drawn_each_time(client, settings, media, monkeypatch):
    path = address(page_of("article"), settings)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", no_space)
        for _time in range(2):
            answer = client.get(path)
            assert Image.open(BytesIO(answer.content)).size == (1200, 630)
            assert answer["Cache-Control"] == "public, max-age=300"
            assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(path)["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(files(media)) == 1


def test_a_page_that_is_not_public_has_no_card(client, settings, media):
    page = page_of("article", state=State.DRAFT)
    assert client.get(address(page, settings)).status_code == 404
    assert client.get("/anh-chia-se/999999-0123456789abcdef.png").status_code == 404
    assert client.get(f"/anh-chia-se/{'9' * 40}-0123456789abcdef.png").status_code == 404
    assert files(media) == []


def test_the_card_of_a_withdrawn_page_is_gone_by_every_way(client, settings, media):
    page = page_of("article")
    path = address(page, settings)
    assert client.get(path).status_code == 200
    [drawn] = files(media)
    stored = f"/media/{drawn.relative_to(media)}"
    assert client.get(stored).status_code == 404
    transition(page, to=State.WITHDRAWN, by=None)
    assert client.get(path).status_code == client.get(stored).status_code == 404


def test_a_guessed_address_draws_nothing(client, media):
    page = page_of("article")
    assert client.get(f"/anh-chia-se/{page.pk}-xxxx.png").status_code == 302
    assert files(media) == []


def test_the_page_itself_draws_nothing_and_asks_no_more(client, media, django_assert_num_queries):
    page = page_of("article")
    with django_assert_num_queries(5):
        client.get(page.path)
    assert files(media) == []


def test_only_so_many_cards_are_kept(client, settings, media, monkeypatch):
    pages = [page_of("article", f"Bài {number}") for number in range(3)]
    for age, page in enumerate(pages):
        client.get(address(page, settings))
        drawn = max(files(media), key=lambda file: file.stat().st_ctime_ns)
        os.utime(drawn, (time.time() - 100 + age,) * 2)
    monkeypatch.setattr(cards, "MAX_CARDS", 2)
    assert cards.tidy.call() == 1
    assert {f.name.partition("-")[0] for f in files(media)} == {str(page.pk) for page in pages[1:]}
    # Whoever asks gets it all the same.
    assert client.get(address(pages[0], settings)).status_code == 200


@pytest.mark.parametrize("path", [SERIF, SANS])
def test_the_fonts_have_every_letter_of_vietnamese(path):
    font = ImageFont.truetype(path, 40)
    missing = bytes(font.getmask("\ufffe"))
    letters = set(unicodedata.normalize("NFC", VIETNAMESE))
    assert len(letters) == 134
    assert [letter for letter in letters if bytes(font.getmask(letter)) == missing] == []


@pytest.mark.parametrize(
    "title", ["H", "Hội nghị " * 40, "A" * 300, "Ẩ" * 5, "", "Ứng dụng công nghệ thông tin"]
)
def test_any_title_fits(title):
    image = Image.open(BytesIO(draw_card(title, kicker="tin", name="Sở " * 60, mark="minh họa")))
    assert image.size == (1200, 630)
    # Nothing is written over the edge: the margin is all of the ground's colour.
    edge = image.convert("RGB").crop((1130, 0, 1200, 490))
    assert len(edge.getcolors()) == 1


@pytest.mark.parametrize("title", ["H", "Hội nghị " * 40, "Ẩ" * 300])
@pytest.mark.parametrize("value", ["0", "1.234.567.890,55"])
def test_a_figure_and_its_line_stay_below_the_title_and_within_the_edge(title, value):
    figure = CardFigure(value, "đơn vị " * 9, (((0, 0), (0.5, 1)), ((1, 0.5),)), 0.9, "Mục tiêu: 9")
    image = Image.open(BytesIO(draw_card(title, kicker="chỉ tiêu", name="Sở", figure=figure)))
    shown = image.convert("RGB")
    assert len(shown.crop((1130, 0, 1200, 490)).getcolors()) == 1
    without = Image.open(BytesIO(draw_card(title, kicker="chỉ tiêu", name="Sở"))).convert("RGB")
    assert shown.crop((0, 330, 1200, 490)).tobytes() != without.crop((0, 330, 1200, 490)).tobytes()


def test_lines_are_no_wider_than_their_room_and_lose_no_word():
    font = ImageFont.truetype(SERIF, 50)
    text = "Ứng dụng công nghệ thông tin trong hoạt động của cơ quan nhà nước"
    lines = wrap_text(text, font, 400)
    assert " ".join(lines) == text
    assert max(map(font.getlength, lines)) <= 400
