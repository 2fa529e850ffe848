from tests.enterprises import builders

MAKERS = {"enterprises:desk_obstacle": lambda others: {"pk": builders.obstacle(others).pk}}
