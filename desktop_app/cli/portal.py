"""The command that runs the reference portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app import paths
from desktop_app.cli import DONE
from desktop_app.cli.parser import Options

if TYPE_CHECKING:
    from desktop_app.portal_server.server import Serving


def serve(options: Options) -> int:
    """Serve until stopped."""
    from desktop_app.portal_server.server import serve as serve_portal

    serve_portal(options.host, options.port, options.data or paths.portal_folder(), on_ready=_tell)
    return DONE


def _tell(serving: Serving) -> None:
    print(f"演示门户已启动：{serving.url}", flush=True)
    print(f"收件口令在：{serving.token_file}", flush=True)
