"""`{% picture %}` and the names that texts use say the same."""

import pytest
from django.template import Context, Template

from portal.media.pictures import names
from portal.media.pictures.intake import store_picture
from tests.markup import squeezed
from tests.portal.media.pictures.samples import colours, encode, jpeg, upload


def render(**context: object) -> str:
    template = Template(
        "{% load picture_tags %}{% picture cover alt=alt sizes='(min-width: 40rem) 20rem, 100vw' %}"
    )
    return squeezed(template.render(Context(context))).strip()


@pytest.mark.django_db
def test_it_offers_every_width_and_the_room_it_takes() -> None:
    cover = store_picture(jpeg(1000, 500), by=None)
    base = cover.url.removesuffix("-1000x500.jpg")
    sizes = 'sizes="(min-width: 40rem) 20rem, 100vw"'
    webp = f"{base}-480x240.webp 480w, {base}-960x480.webp 960w, {base}-1000x500.webp 1000w"
    assert render(cover=cover, alt='Hội nghị "30/01"') == (
        "<picture> "
        f'<source type="image/webp" srcset="{webp}" {sizes}> '
        f'<img src="{base}-1000x500.jpg" srcset="{webp.replace("webp", "jpg")}" {sizes}'
        ' alt="Hội nghị &quot;30/01&quot;" width="1000" height="500" loading="lazy"'
        ' decoding="async"> </picture>'
    )


def test_it_shows_nothing_where_there_is_no_picture() -> None:
    assert render(cover=None, alt="") == ""


@pytest.mark.django_db
def test_it_needs_no_query(django_assert_num_queries) -> None:
    cover = store_picture(jpeg(), by=None)
    with django_assert_num_queries(0):
        render(cover=cover, alt="")


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(3000, 1999), (1601, 7), (1600, 1600), (961, 4000), (1, 1)])
def test_it_can_tell_every_file_from_the_name_alone(size: tuple[int, int]) -> None:
    content = encode(colours(*size), "PNG")
    picture = store_picture(upload(content, "a.png"), by=None)
    name = names.parse(picture.file.name)
    assert name is not None
    for format_name, extension in (("jpeg", "jpg"), ("webp", "webp")):
        assert name.paths(extension) == [
            (rendition["path"], rendition["width"]) for rendition in picture.in_format(format_name)
        ]
