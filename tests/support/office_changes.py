"""LibreOffice as a second opinion on tracked changes: it accepts and rejects them, and says what is left.

It is driven through UNO, which only the Python of the system has; this module runs itself with that one.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_VERDICTS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges", "plain": ""}
_SYSTEM_PYTHON = "/usr/bin/python3"
_SECONDS_A_FILE = 20
_SECONDS_TO_START = 60


def texts_after(files: Sequence[Path]) -> dict[str, list[str]]:
    """Return the text of each file with all changes accepted, with all rejected, and as it is; numbers included."""
    from tests.support.required import require  # noqa: PLC0415  # the Python of the system does not have pytest

    require("soffice")
    require("uno")
    with tempfile.TemporaryDirectory(prefix="libreoffice-") as folder:
        run = subprocess.run(
            [_SYSTEM_PYTHON, __file__, folder, *map(str, files)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(files),
        )
        assert run.returncode == 0, run.stderr
        return {
            verdict: [(Path(folder) / f"{index}.{verdict}.txt").read_text("utf-8-sig") for index in range(len(files))]
            for verdict in _VERDICTS
        }


def _run(folder: Path, files: Sequence[str]) -> None:
    """Do it, inside the Python of the system."""
    # Only there: the types of LibreOffice are modules that this one makes.
    uno = importlib.import_module("uno")
    property_value = uno.getClass("com.sun.star.beans.PropertyValue")

    def option(name: str, value: object) -> object:
        return property_value(name, 0, value, 0)

    with subprocess.Popen(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
         f"--accept=pipe,name={folder.name};urp"],
    ):  # fmt: skip
        context = _connect(uno, folder.name)
        desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        dispatcher = context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
        for index, file in enumerate(files):
            for verdict, command in _VERDICTS.items():
                document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (option("Hidden", True),))
                if command:
                    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
                target = (folder / f"{index}.{verdict}.txt").as_uri()
                filters = (option("FilterName", "Text (encoded)"), option("FilterOptions", "UTF8"))
                document.storeToURL(target, filters)
                document.close(True)
        desktop.terminate()


def _connect(uno: Any, pipe: str) -> Any:
    """Return LibreOffice's context, as soon as it answers."""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(_SECONDS_TO_START * 4):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001  # an exception of UNO has no other class here
            time.sleep(0.25)
    raise TimeoutError("LibreOffice does not answer")


if __name__ == "__main__":
    _run(Path(sys.argv[1]), sys.argv[2:])
