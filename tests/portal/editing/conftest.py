"""What tests of stored files stand on."""

import pytest


@pytest.fixture
def media(settings, tmp_path):
    settings.STAFF_MFA_REQUIRED = False
    settings.REPRESENTATIVE_MFA_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
