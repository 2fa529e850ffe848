"""Pictures that took over their words before these were searched are found, once it was run."""

from typing import Any

import pytest
from django.core.management import call_command

from portal.media.pictures.models import Picture
from portal.publishing.lookup import with_words
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_picture_is_found_by_the_words_of_before(capsys: Any) -> None:
    builders.picture(alt="Cổng Sở", sha256="1" * 64)
    old = builders.picture(credit="Lê Văn A")
    Picture.objects.filter(pk=old.pk).update(alt="Lễ ký kết")
    assert list(with_words(Picture.objects.all(), "lễ ký kết")) == []
    call_command("index_pictures")
    assert list(with_words(Picture.objects.all(), "lễ ký kết")) == [old]
    assert list(with_words(Picture.objects.all(), "le van")) == [old]
    call_command("index_pictures")
    done, again = capsys.readouterr().out.splitlines()
    assert (done[:2], again[:2]) == ("1 ", "0 ")
