"""Each fault that a form tells of leads to where it is mended."""

from django import forms

from portal.editing.form_sections import faults_of
from portal.media.richtext.fields import RichTextFormField


class Meeting(forms.Form):
    title = forms.CharField()
    minutes = RichTextFormField()
    begins = forms.SplitDateTimeField(widget=forms.SplitDateTimeWidget)


def test_a_fault_of_any_rich_text_leads_to_its_editor():
    meeting = Meeting({})
    places = [fault.anchor for fault in faults_of(meeting, [])]
    assert places == ["id_title", "id_minutes_place", "id_begins_0"]
    assert 'id="id_minutes_place"' in str(meeting["minutes"])
