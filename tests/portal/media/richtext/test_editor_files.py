"""Of the editor's 1,257 files only those are served that our toolbar needs."""

from django.contrib.staticfiles import finders

from portal.media.richtext.finders import PREFIX, USED_FILES


def served() -> list[str]:
    return [path for finder in finders.get_finders() for path, _storage in finder.list([])]


def test_it_serves_every_wanted_file_and_no_other_of_the_editor() -> None:
    assert {path for path in served() if path.startswith(PREFIX)} == USED_FILES
    assert len(USED_FILES) <= 40


def test_it_serves_no_page_of_html() -> None:
    assert [path for path in served() if path.endswith((".html", ".htm"))] == []


def test_it_finds_no_unused_file_by_its_name() -> None:
    assert finders.find("ckeditor/ckeditor/ckeditor.js")
    assert finders.find("ckeditor/ckeditor/plugins/preview/preview.html") is None
    assert finders.find("ckeditor/ckeditor/plugins/iframe/dialogs/iframe.js") is None
    assert finders.find("ckeditor/galleriffic/js/jquery.opacityrollover.js") is None


def test_it_leaves_the_files_of_other_apps_alone() -> None:
    assert finders.find("admin/css/base.css")
