"""PDFs of Word files by a warm LibreOffice, through unoserver."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xmlrpc.client import Binary, ServerProxy

_SECONDS_TO_START = 120
_TICKS = os.sysconf("SC_CLK_TCK")
# The standards that our files keep, as far as LibreOffice has them: PDF/A-2 and PDF/UA, tagged.
_EXPORT = ["SelectPdfVersion=2", "PDFUACompliance=true", "UseTaggedPDF=true"]


def unoserver_python(wanted: str | None) -> str | None:
    """Return a Python that has both unoserver and the bridge to LibreOffice, or None."""
    candidates = [wanted] if wanted else [sys.executable, *_of_script(), "/usr/bin/python3"]
    return next((python for python in candidates if python and _has_unoserver(python)), None)


def missing_parts(wanted: str | None) -> str | None:
    """Return what must be installed before LibreOffice can be measured, or None."""
    if not shutil.which("soffice"):
        return "LibreOffice is not here: install it, such as Debian's libreoffice-writer"
    if not unoserver_python(wanted):
        return (
            "no Python has unoserver and LibreOffice's uno: install Debian's python3-uno, then "
            "`/usr/bin/python3 -m venv --system-site-packages uno && uno/bin/pip install unoserver`, "
            "and give --unoserver-python uno/bin/python"
        )
    return None


def office_version(python: str) -> str:
    """Return the versions of LibreOffice and of unoserver, in words."""
    code = "from importlib.metadata import version; print(version('unoserver'))"
    commands = ([shutil.which("soffice") or "soffice", "--version"], [python, "-c", code])
    office, unoserver = (
        subprocess.run(command, capture_output=True, text=True, check=True).stdout for command in commands
    )
    return f"{' '.join(office.split()[:2])}, unoserver {unoserver.strip()}"


class LibreOffice:
    """A warm LibreOffice. Starting it and its first conversions are nobody's time."""

    def __init__(self, python: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="benchmark-libreoffice-")
        port, uno_port = _free_port(), _free_port()
        options = {
            "--port": str(port),
            "--uno-port": str(uno_port),
            "--executable": shutil.which("soffice") or "soffice",
            "--user-installation": self._profile.name,
        }
        command = [python, "-m", "unoserver.server", *(word for pair in options.items() for word in pair)]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the server
        self._process = subprocess.Popen(command, stdout=self._log, stderr=self._log)
        self._server = ServerProxy(f"http://127.0.0.1:{port}", allow_none=True)
        self._wait()

    def convert(self, docx: bytes) -> bytes:
        """Return the PDF of a Word file. The table of contents is brought up to date, as unoserver does by default."""
        result = self._server.convert(None, Binary(docx), None, "pdf", None, _EXPORT, True, None, None)  # noqa: FBT003
        assert isinstance(result, Binary)
        return result.data

    def cpu(self) -> float:
        """Return the seconds of CPU time of the server and of all processes below it."""
        return sum(map(_cpu_of, _with_children(self._process.pid)))

    def close(self) -> None:
        processes = list(_with_children(self._process.pid))
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            for pid in reversed(processes):
                os.kill(pid, 9)
            self._process.wait()
        self._log.close()
        self._profile.cleanup()

    def _wait(self) -> None:
        end = time.monotonic() + _SECONDS_TO_START
        while time.monotonic() < end and self._process.poll() is None:
            try:
                self._server.info()
            except OSError:
                time.sleep(0.5)
            else:
                return
        self._log.seek(0)
        said = self._log.read().decode(errors="replace")
        self.close()
        raise SystemExit(f"unoserver did not start: {said}")


def _of_script() -> Iterator[str]:
    """Yield the Python of the program `unoserver`, if there is one."""
    script = shutil.which("unoserver")
    if script:
        yield str(Path(script).resolve().parent / "python3")


def _has_unoserver(python: str) -> bool:
    if not shutil.which(python):
        return False
    return subprocess.run([python, "-c", "import uno, unoserver"], capture_output=True, check=False).returncode == 0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        assert isinstance(port, int)
        return port


def _with_children(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            yield from _with_children(int(child))


def _cpu_of(pid: int) -> float:
    """Return the CPU time of a process and of its children that have ended (proc(5), fields 14 to 17 of `stat`)."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return sum(map(int, after_name[11:15])) / _TICKS
