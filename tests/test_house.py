"""Rules of the house: who may touch the world, how long a part may be, what is declared and what is pinned."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.required import ROOT

MODULES = tuple(sorted((ROOT / "tamdocs").rglob("*.py")))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

SHELL = ("tamdocs/batch/", "tamdocs/cli/", "tamdocs/workspace.py", "tamdocs/__main__.py")
"""Reads before and writes after; everything else is a function of its arguments."""

WORLD = frozenset(
    {
        "glob",
        "importlib.resources",
        "io.open",
        "locale",
        "os",
        "pathlib.Path",
        "platform",
        "random",
        "secrets",
        "shutil",
        "socket",
        "subprocess",
        "sys",
        "sysconfig",
        "tempfile",
        "time",
        "urllib.request",
        "uuid",
        "webbrowser",
    }
)
WORLD_NAMES = frozenset({"input", "open", "print"})
WORLD_METHODS = frozenset({"now", "today", "utcnow"})

ALLOWED = {
    ("tamdocs/orders/registers.py", "importlib.resources"): "the names of the time zones are data of a dependency",
    ("tamdocs/writers/pdf/fonts.py", "pathlib.Path"): "Typst reads fonts itself and wants to know where they are",
    ("tamdocs/writers/pdf/printable.py", "pathlib.Path"): "which characters a font has is read from the font",
    ("tamdocs/writers/pdf/skin_files.py", "pathlib.Path"): "what Typst would say of some mistakes helps nobody",
    ("tamdocs/writers/pdf/writer.py", "pathlib.Path"): "Typst reads the skin itself and wants to know where it is",
}
"""Uses of the world outside the shell, by module and name, each with its reason."""

LAZY = frozenset(
    {
        "babel",
        "docx",
        "docxtpl",
        "holidays",
        "jinja2",
        "jsonschema",
        "jsonschema_rs",
        "lxml",
        "markdown_it",
        "openpyxl",
        "polars",
        "pycountry",
        "pypdf",
        "rapidfuzz",
        "rich",
        "sqlalchemy",
        "typst",
        "xlsxwriter",
        "zstandard",
    }
)
"""What takes long to import, and what `--help` can do without."""

UNSEEN = {
    "justmytype-intl-cjk": "fonts, found as files",
    "pylopdf-fonts-zh-cn": "fonts, found as files",
    "tzdata": "the time zones of systems that have none of their own, found as files",
}
"""Declared, and yet imported nowhere."""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40


def test_only_the_shell_touches_the_world() -> None:
    uses = {(place(path), use) for path in MODULES for use in uses_of_the_world(syntax(path))}

    assert {(module, use) for module, use in uses if not module.startswith(SHELL)} == ALLOWED.keys()


@pytest.mark.parametrize(
    ("code", "use"),
    [
        ("import os", "os"),
        ("import os.path", "os"),
        ("from os import path", "os"),
        ("from pathlib import Path", "pathlib.Path"),
        ("import pathlib", "pathlib.Path"),
        ("from urllib.request import urlopen", "urllib.request"),
        ("def f():\n    return open('order.json')", "open"),
        ("def f():\n    return date.today()", "today"),
    ],
)
def test_rule_sees_the_world(code: str, use: str) -> None:
    assert list(uses_of_the_world(ast.parse(code))) == [use]


@pytest.mark.parametrize("code", ["from pathlib import PurePath", "from urllib.parse import urlsplit", "import json"])
def test_rule_leaves_pure_parts_alone(code: str) -> None:
    assert list(uses_of_the_world(ast.parse(code))) == []


def test_modules_hold_one_subject() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{place(path)}:{function.lineno} {function.name}": lines_of_code(function)
        for path in MODULES
        for function in ast.walk(syntax(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys; from tamdocs.cli.main import main\ntry: main(['--help'])\nfinally: print(*sys.modules, sep='\\n')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)

    assert LAZY & {module.partition(".")[0] for module in run.stdout.splitlines()} == set()


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    distributions = packages_distributions()
    imported = {
        canonical(distribution)
        for path in MODULES
        for module in imported_modules(syntax(path))
        if (top := module.partition(".")[0]) not in {*sys.stdlib_module_names, "tamdocs"}
        for distribution in distributions[top]
    }

    optional = {
        requirement_name(line) for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines
    }

    assert (
        imported - optional == {requirement_name(line) for line in PROJECT["project"]["dependencies"]} - UNSEEN.keys()
    )


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "checkers", "dev"])]
)
def test_lock_pins_every_requirement_by_hash(lock: str, groups: list[str]) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[\w.-]+==)", text)
    asked = [
        *PROJECT["project"]["dependencies"],
        *(line for group in groups for line in PROJECT["dependency-groups"][group] if isinstance(line, str)),
    ]

    pinned = {canonical(entry.partition("==")[0]) for entry in entries}

    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert {requirement_name(line) for line in asked} - pinned == set()


def test_development_lock_pins_the_versions_that_users_get() -> None:
    runtime, development = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    )

    assert runtime - development == set()


@pytest.mark.parametrize(
    "lock",
    [
        "requirements.lock",
        "requirements-dev.lock",
        "tools/ooxml-validator/package-lock.json",
        "benchmarks/docxtemplater/package-lock.json",
    ],
)
def test_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links|\"resolved\"", text) == []


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), path)


def uses_of_the_world(tree: ast.AST) -> Iterator[str]:
    """Yield how the code reaches for files, clock, locale, environment or other programs."""
    for module in imported_modules(tree):
        yield from (use for use in WORLD if f"{module}.".startswith(f"{use}.") or use == f"{module}.Path")
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in WORLD_NAMES:
                yield name
            case ast.Call(func=ast.Attribute(attr=name)) if name in WORLD_METHODS:
                yield name
            case _:
                pass


def imported_modules(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything that is imported."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{name.name}" for name in names)
            case _:
                pass


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines the body takes, its docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body and body[-1].end_lineno else 0


def requirement_name(line: str) -> str:
    return canonical(re.split(r"[^\w.-]", line, maxsplit=1)[0])


def canonical(name: str) -> str:
    """Return the name of a distribution as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
