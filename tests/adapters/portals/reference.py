"""The reference portal as its clients reach it."""

from __future__ import annotations

import httpx

from desktop_app.adapters.portals.opening import open_recipe
from desktop_app.adapters.portals.profile import ReferenceProfile
from desktop_app.adapters.portals.recipe.portal import RecipePortal


def reference_portal(
    name: str,
    base_url: str,
    token: str,
    transport: httpx.BaseTransport | None = None,
    timeout_s: float = 60.0,
) -> RecipePortal:
    profile = ReferenceProfile(name=name, base_url=base_url, token_ref="portal", timeout_s=timeout_s)
    return open_recipe(profile, lambda _name: token, transport)
