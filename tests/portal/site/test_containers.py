"""The containers of deploy/ stay connected and know their own disks."""

import re

import pytest
from django.conf import settings


@pytest.fixture
def services():
    """Each service of the compose file, with its lines."""
    text = (settings.BASE_DIR / "deploy/container/compose.yaml").read_text(encoding="utf-8")
    found = re.findall(r"^  (\w+):(?: &\w+)?\n((?:    .*\n)+)", text, re.MULTILINE)
    assert len(found) == 6
    return dict(found)


def test_nothing_that_is_restarted_by_hand_holds_the_network(services):
    """A new certificate restarts nginx: who had joined its network was cut off, and seemed well."""
    network = services.pop("network")
    assert "ports:" in network
    assert "sleep" in network
    assert "network_mode:" not in network
    assert "<<: *site" in services.pop("helper")
    for name, lines in services.items():
        assert ("ports:" in lines, 'network_mode: "service:network"' in lines) == (False, True), (
            name
        )


def test_no_disk_is_watched_that_no_container_has(services):
    assert 'environment: {DISKS_WATCHED: ""}' in services["site"]
