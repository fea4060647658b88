"""The built wheel works where the repo is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.required import ROOT

PACK = {
    f"{document}.{format_}"
    for document in ("order-confirmation", "service-description", "terms")
    for format_ in ("docx", "pdf")
} | {"pack.pdf"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def tamdocs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the installed command, in an environment that has the libraries of this one and not the repo."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, symlinks=os.name != "nt")
    scheme = {"base": str(folder), "platbase": str(folder)}
    scripts, purelib = (Path(sysconfig.get_path(name, "venv", vars=scheme)) for name in ("scripts", "purelib"))
    pip("--python", str(folder), "install", "--no-index", "--no-deps", str(wheel))
    # The libraries are those of the lock already; only the project itself is installed anew.
    (purelib / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (program,) = scripts.glob("tamdocs*")
    return program


def test_wheel_carries_the_workspace(wheel: Path) -> None:
    sources = [ROOT / "tamdocs.toml"]
    sources += [path for name in ("contracts", "schemas", "templates") for path in (ROOT / name).rglob("*")]
    with zipfile.ZipFile(wheel) as archive:
        carried = {
            name.removeprefix("tamdocs/_workspace/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("tamdocs/_workspace/")
        }

    assert carried == {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sources if path.is_file()}


def test_wheel_carries_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}

    assert tops == {"tamdocs", f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"}


def test_installed_command_makes_packs_outside_the_repo(tamdocs: Path, tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    orders = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "contracts").glob("*.json"))]

    run(tamdocs, "init", "demo", folder=tmp_path)
    checked = [json.loads(line) for line in run(tamdocs, "check", "--json", "contracts/", folder=demo).splitlines()]
    run(tamdocs, "pack", "contracts/", folder=demo)

    assert [(line["order_number"], line["ok"]) for line in checked] == [
        (order["order_number"], True) for order in orders
    ]
    made = {path.relative_to(demo / "out").as_posix() for path in (demo / "out").glob("[!.]*/**/*") if path.is_file()}
    assert made == {f"{order['order_number']}/manifest.json" for order in orders} | {
        f"{order['order_number']}/{language}/{name}"
        for order in orders
        for language in order["languages"]
        for name in PACK
    }


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], check=True)


def run(program: Path, *arguments: str, folder: Path) -> str:
    """Return what the program prints, as on a machine that does not know this repo."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, f"tamdocs {' '.join(arguments)}: exit status {done.returncode}\n{done.stderr}"
    return done.stdout
