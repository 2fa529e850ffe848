from django.conf import settings
from django.utils.module_loading import import_string

from portal.kit.panels import Panel, load_panels

TEMPLATE = "admin/dashboard/slot_requests.html"


def first_panel(viewer):
    return Panel(TEMPLATE, {"requests": [{"pk": 1, "topic": f"lệnh của {viewer} <b>"}]})


def no_panel(viewer):
    return None


def second_panel(viewer):
    return Panel(TEMPLATE, {"requests": []})


def test_panels_come_in_the_order_of_the_setting_without_those_that_say_nothing():
    names = [f"{__name__}.{name}" for name in ("second_panel", "no_panel", "first_panel")]
    contexts = [panel.context["requests"] for panel in load_panels(names, "lan")]
    assert contexts == [[], [{"pk": 1, "topic": "lệnh của lan <b>"}]]


def test_a_panel_escapes_what_it_shows(rf):
    html = first_panel("lan").render(rf.get("/"))
    assert "lệnh của lan &lt;b&gt;" in html


def test_every_panel_that_the_settings_name_is_there():
    for name in (
        *settings.DASHBOARD_PANELS,
        *settings.DASHBOARD_TILES,
        *settings.DESK_PANELS,
        *settings.ADMIN_SEARCHES,
    ):
        assert callable(import_string(name))
