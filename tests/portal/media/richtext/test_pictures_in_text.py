"""Pictures in a text: our own in all sizes, others as a link."""

from portal.media.richtext.cleaning import clean_html

NAME = "/media/anh/ab/" + "ab" * 16
OWN = f'<img src="{NAME}-1000x500.jpg" alt="Hội nghị" style="width:9px" onerror="x()">'
SIZES = 'sizes="(min-width: 48rem) 45rem, 92vw"'


def srcset(extension: str) -> str:
    return (
        f"{NAME}-480x240.{extension} 480w, {NAME}-960x480.{extension} 960w, "
        f"{NAME}-1000x500.{extension} 1000w"
    )


STORED = (
    f'<picture><source type="image/webp" srcset="{srcset("webp")}" {SIZES}>'
    f'<img src="{NAME}-1000x500.jpg" srcset="{srcset("jpg")}" {SIZES} alt="Hội nghị" width="1000" '
    'height="500" loading="lazy" decoding="async"></picture>'
)


def test_it_writes_all_sizes_of_our_own_picture_without_a_query() -> None:
    assert clean_html(f"<p>{OWN}</p>") == f"<p>{STORED}</p>"


def test_it_leaves_a_stored_picture_as_it_is() -> None:
    assert clean_html(f"<p>{STORED}</p>") == f"<p>{STORED}</p>"


def test_it_keeps_a_caption() -> None:
    html = f'<figure class="image x" style="float:left">{OWN}<figcaption>Chú thích</figcaption>'
    assert clean_html(html) == (
        f'<figure class="image">{STORED}\n<figcaption>Chú thích</figcaption>\n</figure>'
    )


def test_it_makes_a_picture_with_an_empty_caption_a_plain_one() -> None:
    html = f"<figure class=image>{OWN}<figcaption> </figcaption></figure>"
    assert clean_html(html) == f"<p>{STORED}</p>"


def test_it_lets_nobody_write_sizes_of_their_own() -> None:
    html = f'<p><picture><source srcset="https://evil.vn/x.webp 1w">{OWN}</picture></p>'
    assert clean_html(html) == f"<p>{STORED}</p>"


def test_it_turns_a_picture_from_elsewhere_into_a_link() -> None:
    assert clean_html('<p>Xem <img src="http://cu.vn/a.jpg" alt="Ảnh hội nghị"></p>') == (
        '<p>Xem <a href="http://cu.vn/a.jpg" rel="external noopener">Ảnh hội nghị</a></p>'
    )
    assert clean_html('<img src="/anh-cu/a.jpg">') == '<p><a href="/anh-cu/a.jpg">a.jpg</a></p>'


def test_it_loses_neither_a_link_nor_the_foreign_picture_in_it() -> None:
    html = '<p><a href="/tin-tuc/"><img src="http://cu.vn/a.jpg" alt="Ảnh"></a></p>'
    assert clean_html(html) == (
        '<p><a href="/tin-tuc/">Ảnh</a> '
        '<a href="http://cu.vn/a.jpg" rel="external noopener">Ảnh</a></p>'
    )


def test_it_keeps_a_link_around_our_own_picture() -> None:
    html = f'<p><a href="/tin-tuc/">{OWN}</a></p>'
    assert clean_html(html) == f'<p><a href="/tin-tuc/">{STORED}</a></p>'


def test_it_trusts_no_name_that_is_not_exactly_ours() -> None:
    for name in (
        "/media/anh/ab/../../x.jpg",
        f"{NAME}-1000x500.svg",
        f"{NAME}-0x500.jpg",
        f"/media/anh/cd/{'ab' * 16}-1000x500.jpg",
        f"{NAME}-1000x500.jpg?x",
        f"https://evil.vn{NAME}-1000x500.jpg",
    ):
        assert "<img" not in clean_html(f'<p>x <img src="{name}" alt="y"></p>')


def test_it_keeps_that_a_picture_is_decoration_only_where_nothing_is_said_of_it() -> None:
    decorative = f'<p><img src="{NAME}-1000x500.jpg" alt="" class="decorative x"></p>'
    assert 'alt="" class="decorative" width' in clean_html(decorative)
    assert clean_html(clean_html(decorative)) == clean_html(decorative)
    described = decorative.replace('alt=""', 'alt="Hội nghị"')
    assert clean_html(described) == f"<p>{STORED}</p>"
