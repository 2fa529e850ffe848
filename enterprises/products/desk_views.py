"""The desk's pages of products: one thing a page, and nothing typed is lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from enterprises.approval.change_requests import SENT_BY_STAFF, refused_in
from enterprises.approval.page_form import PageForm
from enterprises.approval.page_status import show_outcome, words_after_saving
from enterprises.approval.services import take_desk_step, text_of
from enterprises.approval.waiting import waiting_of
from enterprises.kit.steps import key_or_404, say_it_is_published, take_step
from enterprises.people import draft_recovery
from enterprises.people.access import desk_form, desk_form_page, desk_page, for_representatives
from enterprises.products import services
from enterprises.products.forms import FileForm, NewProductForm, PictureForm, WordsForm
from enterprises.products.models import Product
from enterprises.products.status import statuses_of
from enterprises.profiles.models import Representative
from enterprises.uploads.services import room_of
from portal.editing import held_files
from portal.editing.bin import move_to_bin
from portal.editing.preview import preview as preview_of
from portal.kit.text.numbers import parse_key
from portal.media.pictures.models import Picture
from portal.publishing.models import State
from portal.publishing.paging import page_of

# What a representative may do with a product, and what is said when it is done.
STEPS = {
    State.SUBMITTED: gettext_lazy("Sent to the department. You get a letter when it is decided."),
    State.DRAFT: gettext_lazy("It is a draft again. Send it when it is ready."),
    State.BINNED: gettext_lazy("The draft is dropped."),
}


def own_products(me: Representative) -> QuerySet[Product]:
    """Return the products of the own enterprise, but those in the bin."""
    rows = Product.objects.filter(enterprise=me.enterprise_id).exclude(state=State.BINNED)
    return rows.select_related("parent_page", "cover")


def own(me: Representative, pk: int) -> Product:
    return get_object_or_404(own_products(me), pk=pk)


def to_product(product: Product) -> HttpResponse:
    return HttpResponseRedirect(reverse("enterprises:desk_product", args=[product.pk]))


@for_representatives
@require_safe
def products(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the products of the enterprise with their status."""
    rows = own_products(me).annotate(is_sent_by_staff=SENT_BY_STAFF)
    page = page_of(request, rows.defer("body").order_by("-updated_at", "-pk"))
    products = statuses_of(page.rows)
    return desk_page(request, me, "enterprises/products/desk/list", page=page, products=products)


@desk_form
def product_new(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show and save the words of a new product; picture and files come next."""
    sent = draft_recovery.sent_or_restored(request, me)
    form = NewProductForm(sent, product=Product(enterprise=me.enterprise))
    if request.method == "POST" and form.is_valid():
        try:
            found, is_new = services.add(form.instance, by=me.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            draft_recovery.discard(request, me)
            text = (
                _("Saved as a draft. Readers do not see it yet: send it when it is ready.")
                if is_new
                else _("You have a product of this name already.")
            )
            messages.success(request, text)
            return to_product(found)
    draft_recovery.clear_errors(request, form)
    return desk_form_page(request, me, "enterprises/products/desk/new", form=form)


@desk_form
def product(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show a product with its status, its text and its steps."""
    if request.POST.get("step") == State.BINNED and _is_dropped(me, pk):
        # Pressed twice.
        return HttpResponseRedirect(reverse("enterprises:desk_products"))
    found = own(me, pk)
    if request.method == "POST":
        return _step(request, me, found)
    text = text_of(found)
    [status] = statuses_of([found])
    return desk_page(
        request,
        me,
        "enterprises/products/desk/detail",
        product=found,
        status=status,
        waiting=waiting_of(found),
        words=text.data["fields"],
        cover=Picture.objects.filter(pk=text.value(found, "cover")).first(),
        files=text.value(found, "attachments"),
        withdrawal_request=found.withdrawal_requests.waiting().first() if status.is_live else None,
    )


def _is_dropped(me: Representative, pk: int) -> bool:
    """Return whether it is a product of the own enterprise that is in the bin already."""
    rows = Product.objects.filter(enterprise=me.enterprise_id, state=State.BINNED)
    return rows.filter(pk=pk).exists()


def _step(request: HttpRequest, me: Representative, found: Product) -> HttpResponse:
    """Take the step of the pressed button; where it is not open any more, say so."""
    target = request.POST.get("step", "")
    if target not in STEPS:
        raise Http404
    if found.state == State.PUBLISHED:
        # What waits on a public page has a page of its own.
        say_it_is_published(request)
        return to_product(found)
    if target == found.state:
        # Pressed twice.
        return to_product(found)
    number = parse_key(request.POST.get("version", ""))
    done = STEPS[State(target)]
    if target != State.BINNED:
        take_step(request, done, take_desk_step, found, to=State(target), by=me.user, seen=number)
    elif take_step(
        request,
        done,
        move_to_bin,
        found,
        by=me.user,
        comment=_("The enterprise dropped its draft."),
        seen=number,
    ):
        return HttpResponseRedirect(reverse("enterprises:desk_products"))
    return to_product(found)


@desk_form
def product_words(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show and save name, summary, use and customers."""
    found = own(me, pk)
    sent = draft_recovery.sent_or_restored(request, me)
    refused = refused_in(request, found, of=me.enterprise) if sent is None else {}
    form = WordsForm(sent, page=found, text=text_of(found), refused=refused)
    if request.method == "POST" and form.is_valid() and _saved(request, found, me, form):
        draft_recovery.discard(request, me)
        return to_product(found)
    draft_recovery.clear_errors(request, form)
    return _form_page(request, me, found, form, "words")


@desk_form
def product_picture(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show and save the picture and its description."""
    found = own(me, pk)
    # When it is sent, too: without another file it is about the picture that is shown.
    text, refused = text_of(found), refused_in(request, found, of=me.enterprise)
    if request.method != "POST":
        form = PictureForm(page=found, text=text, refused=refused)
        return _form_page(request, me, found, form, "picture")
    kept = held_files.bring_back(request)
    form = PictureForm(request.POST, request.FILES, page=found, text=text, refused=refused)
    if form.is_valid():
        form.keep_picture(me.user)
        if not form.errors and _saved(request, found, me, form):
            held_files.release(kept)
            return to_product(found)
    held_files.keep(request, [form])
    return _form_page(request, me, found, form, "picture")


def _form_page(
    request: HttpRequest, me: Representative, found: Product, form: PageForm, what: str
) -> HttpResponse:
    context = {"product": found, "form": form, "is_live": found.state == State.PUBLISHED}
    if what == "picture":
        context["room"] = room_of(me.enterprise_id)
    return desk_form_page(request, me, f"enterprises/products/desk/{what}", **context)


def _saved(request: HttpRequest, found: Product, me: Representative, form: PageForm) -> bool:
    """Take in what was typed and say what became of it; whether it could be."""
    if (outcome := form.propose(by=me.user, seen=form.seen)) is not None:
        show_outcome(request, outcome, written=words_after_saving(found))
    return outcome is not None


@desk_form
def product_files(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show the PDF files, add one or remove one."""
    found = own(me, pk)
    form = FileForm(label_suffix="")
    if request.method == "POST" and "remove" in request.POST:
        _remove(request, me, found)
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        kept = held_files.bring_back(request)
        form = FileForm(request.POST, request.FILES, label_suffix="")
        if form.is_valid() and _attached(request, me, found, form):
            held_files.release(kept)
            return HttpResponseRedirect(request.path)
        held_files.keep(request, [form])
    return desk_page(
        request,
        me,
        "enterprises/products/desk/files",
        product=found,
        form=form,
        files=text_of(found).value(found, "attachments"),
        most=services.MAX_FILES,
        room=room_of(me.enterprise_id),
        is_live=found.state == State.PUBLISHED,
    )


def _attached(request: HttpRequest, me: Representative, found: Product, form: FileForm) -> bool:
    try:
        outcome = services.attach(found, form.instance, by=me.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    show_outcome(request, outcome, written=words_after_saving(found))
    return True


def _remove(request: HttpRequest, me: Representative, found: Product) -> None:
    key = key_or_404(request.POST["remove"])
    try:
        outcome = services.detach(found, key, by=me.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        show_outcome(request, outcome, written=words_after_saving(found))


@for_representatives
@require_safe
def product_preview(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show a preview of the product with its waiting changes."""
    back = reverse("enterprises:desk_product", args=[pk])
    return preview_of(own(me, pk), back=back, is_for_keeper=True)
