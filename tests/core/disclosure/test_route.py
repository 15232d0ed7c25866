from __future__ import annotations

import pytest

from desktop_app.core.disclosure.route import RouteError, read_routes, route_for

STEP = {"id": "a", "name": "审核"}


def test_the_first_route_that_fits_a_form_is_its_route():
    routes = read_routes(
        {
            "routes": [
                {"name": "预算", "forms": ["finance.government-*"], "steps": [STEP]},
                {"name": "财政", "forms": ["finance.*"], "steps": [STEP]},
            ]
        },
        "routes.yaml",
    )

    found = [
        route_for(form, routes) for form in ("finance.government-budget", "finance.x", "policy.document")
    ]

    assert [route.name if route else "" for route in found] == ["预算", "财政", ""]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"routes": [{"name": "空", "steps": []}]}, "一步也没有"),
        ({"routes": [{"name": "重", "steps": [STEP, STEP]}]}, "id 相同"),
        ({"routes": [{"name": "错", "step": []}]}, "写得不对"),
        (None, "写得不对"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: object, said: str):
    with pytest.raises(RouteError, match=said):
        read_routes(data, "routes.yaml")
