"""Forms of a product: words, a picture, files; each on a page of its own."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.approval.page_form import REQUIRED, PageForm, SummaryMixin, bound_texts
from enterprises.approval.services import EditConflict
from enterprises.products.models import Product, WithdrawalRequest
from enterprises.uploads.picture_field import PictureFileField
from enterprises.uploads.services import store_picture_of
from portal.accounts.models import User
from portal.editing.held_files import HeldFileInput
from portal.kit.files.documents import check_size, extension_of
from portal.publishing.models import Attachment

# A leaflet for a telephone, not the press's own file.
MAX_FILE_SIZE = 20 * 1024 * 1024


class _Words:
    model = Product
    fields = Product.DESK_FORMS["enterprises:desk_product_words"]
    labels: ClassVar[Any] = Product.DESK_LABELS
    help_texts: ClassVar[Any] = {
        "title": gettext_lazy("As your customers know it."),
        "summary": gettext_lazy("Shown in lists and in search; up to 300 characters."),
    }
    error_messages: ClassVar[Any] = {"title": REQUIRED, "summary": REQUIRED}
    widgets: ClassVar[Any] = {
        "summary": forms.Textarea(attrs={"rows": 4}),
        "use": forms.Textarea(attrs={"rows": 6}),
        "customers": forms.Textarea(attrs={"rows": 4}),
    }


class NewProductForm(SummaryMixin, forms.ModelForm[Product]):
    class Meta(_Words):
        pass

    def __init__(self, data: QueryDict | None, *, product: Product) -> None:
        super().__init__(data, instance=product, label_suffix="")
        self.require_summary()
        bound_texts(self)


class WordsForm(SummaryMixin, PageForm):
    class Meta(_Words):
        pass

    def fit_page(self) -> None:
        self.require_summary()


class PictureForm(PageForm):
    """The picture is sent as a file; the portal keeps it in every size."""

    upload = PictureFileField(
        label=gettext_lazy("Picture file of the product"),
        error_messages={"required": gettext_lazy("Choose a picture.")},
    )
    alt = forms.CharField(
        label=Product.DESK_LABELS["cover_alt"],
        required=False,
        max_length=300,
        help_text=gettext_lazy("One sentence, for readers who cannot see it."),
        error_messages={"required": gettext_lazy("Say in a sentence what the picture shows.")},
    )
    remove = forms.BooleanField(label=gettext_lazy("Show no picture any more"), required=False)

    class Meta:
        model = Product
        fields: ClassVar[list[str]] = []

    def fit_page(self) -> None:
        self.initial["alt"] = self.instance.cover_alt
        self.fields["alt"].required = True
        if self.instance.cover_id is None:
            # The page is opened to add a picture, and for nothing else.
            self.fields["upload"].required = True
            del self.fields["remove"]

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("remove") and not cleaned.get("upload"):
            # What is shown no more needs no words.
            self.errors.pop("alt", None)

    def keep_picture(self, by: User) -> None:
        """Take the file in; what is no usable picture is refused by name at its field."""
        upload = self.cleaned_data.get("upload")
        if upload is None or self.errors:
            return
        try:
            self.instance.cover = store_picture_of(
                upload,
                enterprise_id=self.instance.enterprise_id,
                by=by,
                alt=self.cleaned_data["alt"],
            )
        except ValidationError as error:
            self.add_error("upload", error)

    def plain(self) -> dict[str, Any]:
        if self.cleaned_data.get("remove") and not self.cleaned_data.get("upload"):
            return {"cover": None, "cover_alt": ""}
        if self.instance.cover_id is None:
            return {}
        words = {"cover_alt": self.cleaned_data.get("alt", "").strip(), "cover_decorative": False}
        # Where no other one was chosen, the words are about the picture that was shown.
        is_chosen = self.instance.cover_id != self.text.value(self.page, "cover")
        return words | ({"cover": self.instance.cover_id} if is_chosen else {})

    def offer(self, clash: EditConflict) -> None:
        """Add an error that the picture has changed meanwhile, and show what there is now."""
        self.seen = clash.text.number
        self.instance.cover_id = clash.text.value(self.page, "cover")
        self.instance.cover_alt = words = clash.text.value(self.page, "cover_alt")
        message = _(
            "A colleague has changed the picture or its words meanwhile; below you see the picture "
            "that there is now. If you still want yours, save again."
        )
        self.add_error(None, message)
        if words:
            self.add_error("alt", _("Of the picture that there is now: “%s”.") % words)


class WithdrawalForm(forms.ModelForm[WithdrawalRequest]):
    class Meta:
        model = WithdrawalRequest
        fields = ("reason",)
        labels: ClassVar[Any] = {"reason": gettext_lazy("Why it should go")}
        help_texts: ClassVar[Any] = {
            "reason": gettext_lazy("In a sentence, such as “We do not offer it any more”.")
        }
        widgets: ClassVar[Any] = {"reason": forms.Textarea(attrs={"rows": 4})}


class FileForm(forms.ModelForm[Attachment]):
    """A PDF file with the name that readers see."""

    class Meta:
        model = Attachment
        fields = ("name", "file")
        labels: ClassVar[Any] = {
            "name": gettext_lazy("What the file is"),
            "file": gettext_lazy("PDF file"),
        }
        help_texts: ClassVar[Any] = {
            "name": gettext_lazy("As readers see it, such as “Leaflet” or “Manual”."),
            "file": gettext_lazy("PDF only, up to 20 MB."),
        }
        widgets: ClassVar[Any] = {"file": HeldFileInput(attrs={"accept": ".pdf"})}

    def clean_file(self) -> "UploadedFile[bytes]":
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        if extension_of(sent) != "pdf":
            raise ValidationError(
                _("Only PDF files can be attached; this one is “%(name)s”."),
                params={"name": sent.name},
            )
        check_size(sent.size or 0, MAX_FILE_SIZE)
        return sent
