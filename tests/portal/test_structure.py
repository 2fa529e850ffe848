"""The arrows of the design: what no import shows, the relations between models would tell."""

from django.apps import apps

# projects may lean on enterprises and both on portal; nobody is told of it from the other side.
OURS = ("portal", "enterprises", "projects", "news")


def test_no_reverse_relation_leaks_into_another_app():
    leaks = [
        f"{model._meta.label}.{relation.get_accessor_name()}"
        for model in apps.get_models()
        for relation in model._meta.related_objects
        # A child inherits its parent's relations; they are the parent's own.
        if relation.model is model
        and {model._meta.app_label, relation.related_model._meta.app_label} <= set(OURS)
        and relation.related_model._meta.app_label != model._meta.app_label
        and not relation.hidden
    ]
    assert leaks == []
