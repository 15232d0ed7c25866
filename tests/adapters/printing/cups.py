"""A CUPS of our own in a folder, with one queue that prints into a file; nothing of the machine's is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_WAIT_S = 20.0
QUEUE = "county-laser"
_PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test laser"
*ShortNickName: "Test laser"
*NickName: "Test laser"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.3
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize A3/A3: "<</PageSize[842 1191]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion A3/A3: "<</PageSize[842 1191]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*ImageableArea A3/A3: "0 0 842 1191"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension A3/A3: "842 1191"
*OpenUI *Duplex/Duplex: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
*DefaultFont: Courier
*Font Courier: Standard "(001.000)" Standard ROM
"""


@dataclass(frozen=True)
class Cups:
    """A running CUPS.

    Args:
        environment: leads programs to it.
        output: what its queue printed last.
        spool: where it keeps control files of its jobs.
    """

    environment: dict[str, str]
    output: Path
    spool: Path

    def job_options(self) -> bytes:
        """The control files of all jobs, in which the options stand as text."""
        until = time.monotonic() + _WAIT_S
        while time.monotonic() < until:
            if options := b"".join(file.read_bytes() for file in sorted(self.spool.glob("c*"))):
                return options
            time.sleep(0.1)  # the scheduler writes them after the job, in its own time
        raise AssertionError("the queue kept no job")

    def wait_for_output(self) -> bytes:
        """What was printed, once the job is through."""
        until = time.monotonic() + _WAIT_S
        while time.monotonic() < until:
            waiting = subprocess.run(
                ["lpstat", "-o"], env=self.environment, capture_output=True, text=True, check=False
            )
            if self.output.exists() and self.output.stat().st_size and not waiting.stdout.strip():
                return self.output.read_bytes()
            time.sleep(0.1)
        raise AssertionError("nothing was printed")


def why_not() -> str:
    """Say why there can be no CUPS here; empty where there can."""
    missing = [name for name in ("cupsd", "lpadmin", "lpstat") if _which(name) is None]
    if not Path("/usr/lib/cups/filter/pdftopdf").exists():
        missing.append("cups-filters")
    return f"{', '.join(missing)}: not installed" if missing else ""


@contextmanager
def running() -> Iterator[Cups]:
    """Run a CUPS in a folder of its own, which its filters may read though they run as another user."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with _serving(folder) as made:
            yield made


@contextmanager
def _serving(folder: Path) -> Iterator[Cups]:
    socket = folder / "cups.sock"
    for name in ("etc", "spool", "cache", "state", "log", "spool/tmp"):
        (folder / name).mkdir(parents=True)
    (folder / "etc" / "cupsd.conf").write_text(
        f"Listen {socket}\nLogLevel warn\n"
        "DirtyCleanInterval 0\nMaxJobs 50\nPreserveJobHistory Yes\nPreserveJobFiles No\nWebInterface No\n"
        "Browsing Off\n<Location />\n  Order allow,deny\n  Allow all\n</Location>\n"
        "<Location /admin>\n  Order allow,deny\n  Allow all\n</Location>\n"
        "<Policy default>\n  <Limit All>\n    Order allow,deny\n    Allow all\n  </Limit>\n</Policy>\n"
    )
    (folder / "etc" / "cups-files.conf").write_text(
        f"FileDevice Yes\nServerRoot {folder}/etc\nRequestRoot {folder}/spool\nTempDir {folder}/spool/tmp\n"
        f"CacheDir {folder}/cache\nStateDir {folder}/state\nAccessLog {folder}/log/access\n"
        f"ErrorLog {folder}/log/error\nPageLog {folder}/log/page\nSandboxing relaxed\n"
    )
    environment = {**os.environ, "CUPS_SERVER": str(socket)}
    server = subprocess.Popen(
        [
            _which("cupsd") or "cupsd",
            "-f",
            "-c",
            str(folder / "etc/cupsd.conf"),
            "-s",
            str(folder / "etc/cups-files.conf"),
        ],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        output = folder / "printed.pdf"
        ppd = folder / "test.ppd"
        ppd.write_text(_PPD)
        _make_queue(socket, output, ppd, environment)
        yield Cups(environment, output, folder / "spool")
    finally:
        server.terminate()
        server.wait(timeout=10)


def _make_queue(socket: Path, output: Path, ppd: Path, environment: dict[str, str]) -> None:
    until = time.monotonic() + _WAIT_S
    command = ["lpadmin", "-p", QUEUE, "-E", "-v", f"file://{output}", "-P", str(ppd)]
    while time.monotonic() < until:
        if socket.exists():
            made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if made.returncode == 0:
                subprocess.run(["lpadmin", "-d", QUEUE], env=environment, check=True, capture_output=True)
                return
        time.sleep(0.1)
    raise AssertionError("CUPS did not take a queue")


def _which(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
