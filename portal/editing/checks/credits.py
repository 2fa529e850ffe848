"""What is checked of pictures in a text: whoever took one is named there, as below a cover."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from portal.editing.checks.violations import Level, Violation
from portal.kit.text.html import plain_text
from portal.kit.text.normalize import fold
from portal.media.pictures.models import Picture
from portal.media.richtext.pictures import descriptions


def credited_pictures(bodies: Iterable[str]) -> dict[str, Picture]:
    """Return those in the texts of which the library knows who took them, by path; one query."""
    paths = {path for body in bodies for path in descriptions(body)}
    if not paths:
        return {}
    rows = (
        Picture.objects.filter(file__in=paths).exclude(credit="").only("file", "credit", "licence")
    )
    return {str(row.file.name): row for row in rows}


def uncredited(texts: Mapping[str, str], credited: Mapping[str, Picture]) -> Iterator[Violation]:
    """Yield advice to name who took pictures in the texts, by fields, where none of them does."""
    if not credited:
        return
    words = fold(plain_text("\n".join(texts.values())))
    for name, text in texts.items():
        pictures = [credited[path] for path in descriptions(text) if path in credited]
        if missing := [each for each in pictures if fold(each.credit) not in words]:
            yield _advice(name, missing)


def _advice(name: str, missing: Iterable[Picture]) -> Violation:
    return Violation(
        Level.WARN,
        name,
        _("The text does not name who took its pictures: %(names)s.")
        % {"names": "; ".join(dict.fromkeys(map(_as_below_a_cover, missing)))},
        _("Double-click the picture, tick its caption and write it there; CC BY asks for it."),
    )


def _as_below_a_cover(picture: Picture) -> str:
    name = _("Photo: %(name)s") % {"name": picture.credit}
    return f"{name} · {picture.get_licence_display()}" if picture.terms_url else name
