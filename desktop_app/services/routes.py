"""Which review route a form takes: the office's own file first, else the one chosen in the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.core.disclosure.route import Route, read_routes, route_for
from desktop_app.services.resource_files import read_yaml

FILE = "routes.yaml"


class Routes:
    """The review routes of the office.

    Args:
        presets: the program's own file.
        own: the office's file, which need not be there.
        chosen: returns the name of the preset that the settings choose.
    """

    def __init__(self, presets: Path, own: Path, chosen: Callable[[], str]) -> None:
        self._presets, self._own, self._chosen = presets, own, chosen

    def presets(self) -> tuple[Route, ...]:
        """Return the routes that the settings offer, the shortest first."""
        return read_routes(_yaml(self._presets), self._presets.name)

    def own(self) -> tuple[Route, ...]:
        """Return the office's own routes; none where it has no file.

        Raises:
            RouteError: the file is wrong.
        """
        return read_routes(_yaml(self._own), self._own.name) if self._own.is_file() else ()

    def of(self, form: str) -> Route:
        """Return the route of a form."""
        presets = self.presets()
        chosen = next((route for route in presets if route.name == self._chosen()), presets[0])
        return route_for(form, self.own()) or chosen


def _yaml(file: Path) -> Any:
    import yaml

    from desktop_app.core.disclosure.route import RouteError

    try:
        return read_yaml(file)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise RouteError(f"审签流程文件“{file.name}”读不出来。") from error
