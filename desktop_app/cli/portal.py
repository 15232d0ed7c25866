"""The command that runs the reference portal."""

from __future__ import annotations

from typing import Any

from desktop_app import paths
from desktop_app.cli import DONE
from desktop_app.cli.parser import Options
from desktop_app.cli.program import Program


def serve(options: Options, program: Program) -> int:
    """Serve until stopped."""
    program.serve_portal(options.host, options.port, options.data or paths.portal_folder(), on_ready=_tell)
    return DONE


def _tell(serving: Any) -> None:
    print(f"演示门户已启动：{serving.url}", flush=True)
    print(f"收件口令在：{serving.token_file}", flush=True)
