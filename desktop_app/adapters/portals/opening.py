"""From a profile to a portal that is ready for use."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.adapters.portals.profile import (
    SYSTEMS,
    AssistedProfile,
    FolderProfile,
    HttpProfile,
    PortalProfile,
    ReferenceProfile,
    SftpProfile,
    WebDavProfile,
    WebProfile,
    sign_in_of,
)
from desktop_app.adapters.portals.recipe.spec import System
from desktop_app.core.errors import BugError
from desktop_app.core.shapes import shaped

if TYPE_CHECKING:
    import httpx

    from desktop_app.adapters.portals.http import Line
    from desktop_app.adapters.portals.recipe.portal import RecipePortal
    from desktop_app.adapters.portals.recipe.session import Told
    from desktop_app.core.outbox.submission import Portal

Secret = Callable[[str], str]
"""A secret by its name; empty where there is none."""


def open_portal(
    profile: PortalProfile,
    secret: Secret = lambda _name: "",
    *,
    transport: httpx.BaseTransport | None = None,
    told: Told | None = None,
) -> Portal:
    """Return the portal that a profile describes, ready for use; nothing is sent yet.

    Args:
        profile: as read.
        secret: returns the secrets that the profile names.
        transport: instead of the network.
        told: is told of each request and its answer, where the portal is described by steps.
    """
    match profile:
        case FolderProfile():
            from desktop_app.adapters.portals.drop.folder import folder_portal

            return folder_portal(profile.name, Path(profile.folder).expanduser())
        case SftpProfile():
            from desktop_app.adapters.portals.drop.sftp import sftp_portal

            return sftp_portal(profile, secret(profile.secret))
        case WebDavProfile():
            from desktop_app.adapters.portals.drop.webdav import webdav_portal

            return webdav_portal(line_of(profile, secret), profile.user, secret(profile.secret), transport)
        case AssistedProfile():
            from desktop_app.adapters.portals.assisted import AssistedPortal

            return AssistedPortal(
                line_of(profile, secret),
                profile.pieces,
                profile.columns,
                profile.read_back,
                entry_url=profile.entry_url,
                page_prefix=profile.page_prefix,
                advice=profile.advice,
                transport=transport,
            )
        case ReferenceProfile() | HttpProfile():
            return open_recipe(profile, secret, transport, told)
    raise BugError(f"没有打开“{profile.name}”这类门户的办法。")


def open_recipe(
    profile: ReferenceProfile | HttpProfile,
    secret: Secret,
    transport: httpx.BaseTransport | None = None,
    told: Told | None = None,
) -> RecipePortal:
    """Return a portal that is described by steps."""
    from desktop_app.adapters.portals.recipe.portal import RecipePortal

    sign_in = sign_in_of(profile)
    name = getattr(sign_in, "secret", "")
    own = profile if isinstance(profile, HttpProfile) else None
    return RecipePortal(
        line_of(profile, secret),
        own.make if own else reference_system(),
        sign_in,
        secret(name) if name else "",
        own.columns if own else {},
        transport=transport,
        told=told,
    )


@lru_cache(maxsize=1)
def reference_system() -> System:
    """Return the steps of the reference portal."""
    from desktop_app.core.forms.source import Source

    file = SYSTEMS / "reference.yaml"
    return shaped(Source(file.read_text("utf-8"), file.name).data, System)


def line_of(profile: WebProfile, secret: Secret) -> Line:
    """Return how a portal is reached by HTTP."""
    from desktop_app.adapters.portals.http import Line

    own = profile.certificate
    passphrase = secret(own.secret) if own is not None and own.secret else ""
    return Line(
        name=profile.name,
        base_url=profile.base_url.rstrip("/"),
        timeout_s=profile.timeout_s,
        proxy=profile.proxy,
        proxy_user=profile.proxy_user,
        proxy_password=secret(profile.proxy_secret) if profile.proxy_secret else "",
        ca_file=str(Path(profile.ca_file).expanduser()) if profile.ca_file else "",
        certificate=None if own is None else (own.file, own.key, passphrase),
    )
