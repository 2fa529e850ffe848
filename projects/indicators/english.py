"""An indicator as its pages below /en/ name it; its figures need no translation."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext

from portal.organisations.former_bodies import with_successions
from portal.publishing.languages import ENGLISH
from portal.publishing.models import EnglishVersion
from projects.indicators.models import Indicator, Series
from projects.indicators.models.indicator import MAIN_SERIES
from projects.kit.numbers import is_ratio, share_sign


def in_this_language(indicator: Indicator) -> EnglishVersion | None:
    """Name an indicator and its unit in English where that is spoken; return its English version.

    What has no English name keeps its own. The row is for reading only.
    """
    if get_language() != ENGLISH:
        return None
    _name_unit(indicator)
    version = _version_of(indicator) if indicator.is_translated else None
    if version is not None:
        indicator.title = version.title
    indicator.summary = version.summary if version else ""
    return version


def _version_of(indicator: Indicator) -> EnglishVersion | None:
    versions = EnglishVersion.objects.public().filter(translation_of=indicator.pk)
    return with_successions(versions.select_related("cover")).first()


def name_in_english(indicators: Iterable[Indicator]) -> None:
    """Name the indicators of a list in English where that is spoken, by one query."""
    if get_language() != ENGLISH:
        return
    by_key = {each.pk: each for each in indicators}
    versions = EnglishVersion.objects.public().filter(translation_of__in=by_key)
    for key, title in versions.values_list("translation_of", "title"):
        by_key[key].title, by_key[key].language = title, ENGLISH
    for each in by_key.values():
        _name_unit(each)


def _name_unit(indicator: Indicator) -> None:
    # Before its sign is gone: “per cent” is a share, too.
    indicator.share_sign = share_sign(indicator.unit)
    indicator.is_ratio = is_ratio(indicator.unit)
    indicator.unit = indicator.unit_en or indicator.unit


def name_series(series: Iterable[Series]) -> None:
    """Name series in English where that is spoken and they have such a name."""
    if get_language() == ENGLISH:
        for each in series:
            usual = gettext("Province") if each.name == MAIN_SERIES else each.name
            each.name = each.name_en or usual
