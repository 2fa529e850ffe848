"""Widgets are written as Django's own templates would, their words escaped."""

from django import forms

CHOICES = [
    ("", "tất cả"),
    ("a&b", "A & B"),
    ("Nhóm <1>", [("1", "một"), ("2", "hai")]),
]


def test_options_stand_each_on_a_line_and_within_their_groups():
    html = forms.Select(choices=CHOICES).render("loai", "2", {"id": "id_loai"})
    assert html.strip() == (
        '<select name="loai" id="id_loai">\n'
        '\n<option value="">tất cả</option>'
        '\n<option value="a&amp;b">A &amp; B</option>'
        '\n<optgroup label="Nhóm &lt;1&gt;"><option value="1">một</option>'
        '\n<option value="2" selected>hai</option></optgroup>\n'
        "\n</select>"
    )


def test_an_input_has_its_value_where_there_is_one_and_the_attributes_that_hold():
    attrs = {"id": "id_q", "required": True, "disabled": False, "maxlength": 200}
    written = '<input type="text" name="q"{} id="id_q" required maxlength="200">'
    for value, shown in ((None, ""), ("", ""), (0, ' value="0"'), ("<b>", ' value="&lt;b&gt;"')):
        assert forms.TextInput().render("q", value, attrs) == written.format(shown)


def test_a_text_area_escapes_its_text():
    html = forms.Textarea().render("text", "<b>", {"rows": 3})
    assert html == '<textarea name="text" cols="40" rows="3">\n&lt;b&gt;</textarea>'
