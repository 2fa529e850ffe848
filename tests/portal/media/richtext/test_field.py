"""The field cleans whatever way a text comes in, and migrations see a plain text field."""

from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from portal.media.richtext.fields import RichTextField, RichTextFormField, RichTextWidget
from portal.publishing.models import Publication

DIRTY = "<p onclick='x()'>H&#7897;i ngh&#7883;<script>alert(1)</script></p>"
CLEAN = "<p>Hội nghị</p>"


def test_it_cleans_in_a_form_on_validation_and_on_saving() -> None:
    field = Publication._meta.get_field("body")
    assert isinstance(field, RichTextField)
    assert RichTextFormField().clean(DIRTY) == CLEAN
    assert field.clean(DIRTY, None) == CLEAN
    publication = Publication(body=DIRTY)
    assert field.pre_save(publication, add=True) == CLEAN
    assert publication.body == CLEAN


def test_it_is_a_plain_text_field_to_migrations() -> None:
    assert RichTextField("nội dung", blank=True).deconstruct()[1:] == (
        "django.db.models.TextField",
        [],
        {"verbose_name": "nội dung", "blank": True},
    )


def test_it_keeps_the_editor_where_the_admin_proposes_its_own_text_area() -> None:
    field = RichTextField(blank=True)
    assert isinstance(field.formfield(widget=AdminTextareaWidget).widget, RichTextWidget)
    assert isinstance(field.formfield().widget, RichTextWidget)
    assert isinstance(models.TextField().formfield(widget=AdminTextareaWidget).widget, object)


def test_it_sees_no_change_in_the_way_that_the_editor_breaks_lines() -> None:
    field = RichTextFormField()
    assert not field.has_changed(
        "<p>a</p>\n<ul>\n<li>b</li>\n</ul>", "<p>a</p>\r\n\r\n<ul>\r\n\t<li>b</li>\r\n</ul>\r\n"
    )
    assert field.has_changed("<p>a</p>", "<p>b</p>")


def test_it_prints_no_inline_script_or_style() -> None:
    html = RichTextWidget().render("body", "<p>a</p>", {"id": "id_body"})
    assert "<script" not in html
    assert " style=" not in html
    assert "onclick" not in html
    assert "&lt;p&gt;a&lt;/p&gt;" in html
