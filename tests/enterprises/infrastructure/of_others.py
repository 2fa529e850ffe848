from tests.enterprises.builders import listing

MAKERS = {
    "enterprises:desk_infrastructure_one": lambda others: {"pk": listing(others).pk},
    "enterprises:desk_infrastructure_edit": lambda others: {"pk": listing(others).pk},
    "enterprises:desk_infrastructure_preview": lambda others: {"pk": listing(others).pk},
    "enterprises:desk_infrastructure_step": lambda others: {
        "pk": listing(others).pk,
        "name": "gia-han",
    },
}
