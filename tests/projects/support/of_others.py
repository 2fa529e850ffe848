from tests.projects.builders import application

MAKERS = {
    "projects:desk_application": lambda others: {"pk": application(enterprise=others).pk},
}
