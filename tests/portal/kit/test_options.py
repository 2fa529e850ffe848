"""A choice is written as Django's own templates would, its words escaped."""

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
