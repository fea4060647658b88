"""Makes random edits to issued Word files and tells which of them `tamdocs compare` finds, and what it invents.

    python benchmarks/edits.py [--edits 240] [--seed 2018] [--without-libreoffice] [--write docs/edits.md]

Each file has one edit, made with python-docx. Half of the files are then saved anew by LibreOffice. An edit is found if
it is told of in its clause, with what was said and what is said; anything else that is told is invented.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from docx import Document
from edit_kinds import KINDS, Made, Site

from tamdocs.batch.render import Renderer
from tamdocs.compare.returned import Comparison, ReturnedEdit, compare_files
from tamdocs.library.compose import compose
from tamdocs.library.specimen import specimen_agreements
from tamdocs.workspace import find_workspace

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    issued: bytes
    returned: bytes
    made: Made


@dataclass(frozen=True, slots=True)
class Verdict:
    case: Case
    resaved: bool
    found: bool
    invented: tuple[str, ...]


@cache
def issued_files() -> tuple[tuple[str, str, bytes], ...]:
    """Return documents of each kind, service and language: name, language, Word file."""
    workspace = find_workspace(ROOT)
    renderer = Renderer(workspace)
    found = []
    for edition in workspace.load_library().editions.values():
        for agreement in specimen_agreements(edition):
            for kind in edition.pack.documents:
                for language in edition.languages:
                    where = f"{edition.id}-{agreement.region.code}-{agreement.order.service}"
                    name = f"{where}-{agreement.order.channel.kind}-{kind}-{language}"
                    document = compose(agreement, kind, language)
                    found.append((name, language, renderer.render(document, frozenset({"docx"})).docx))
    return tuple(found)


def draw(count: int, seed: int) -> Iterator[Case]:
    """Yield *count* edits: each kind equally often, the file and the place drawn with the random numbers of *seed*."""
    rng = random.Random(seed)  # noqa: S311 - the same edits on every run are what is wanted
    kinds = sorted(KINDS)
    made = 0
    while made < count:
        kind = KINDS[kinds[made % len(kinds)]]
        name, language, issued = rng.choice(issued_files())
        document = Document(BytesIO(issued))
        edit = kind(Site(document, language, rng))
        if edit is not None and (edit.before != edit.after or edit.kind.startswith(("only", "move"))):
            target = BytesIO()
            document.save(target)
            yield Case(name, issued, target.getvalue(), edit)
            made += 1


def judge(case: Case, returned: bytes, *, resaved: bool) -> Verdict:
    comparison = compare_files(case.issued, returned, ("issued.docx", "returned.docx"))
    matching = [edit for edit in comparison.edits if _is(edit, case.made)]
    others = [edit for edit in comparison.edits if edit not in matching[:1]]
    if case.made.kind.startswith("only"):
        found = _has_comment(comparison, case.made)
    else:
        found = bool(matching) and (matching[0].how == "tracked") == case.made.tracked
    return Verdict(case, resaved, found, tuple(map(_shown, others)))


def _is(returned: ReturnedEdit, made: Made) -> bool:
    """Return whether *returned* is what was made, in its clause: it turns the text before into the text after."""
    edit = returned.edit
    if edit.place.clause not in made.clauses:
        return False
    before, after = _letters(edit.before), _letters(edit.after)
    if made.kind.startswith("move"):
        return edit.what == "moved" and _letters(made.before) in before
    if not made.before or not made.after:
        mine, theirs = (made.after, after) if made.after else (made.before, before)
        return (before, after).count("") == 1 and _is_line(_letters(mine), theirs)
    parts = _letters(made.before).split(before) if before else [_letters(made.before), ""]
    whole = _letters(made.after)
    return any(before.join(parts[:cut]) + after + before.join(parts[cut:]) == whole for cut in range(1, len(parts)))


def _is_line(mine: str, told: str) -> bool:
    """Return whether *told* is *mine*, but for the number before it and the lines between cells."""
    return told.replace("|", "").endswith(mine) and len(told.replace("|", "")) - len(mine) <= 12


def _has_comment(comparison: Comparison, made: Made) -> bool:
    if not made.comment:
        return not comparison.comments
    told = [(each.place.clause, each.comment.text) for each in comparison.comments]
    return told == [(made.clauses[0], made.comment)]


def _letters(text: str) -> str:
    return "".join(text.split())


def _shown(returned: ReturnedEdit) -> str:
    edit = returned.edit
    where = f"{edit.place.clause or 'top'} {edit.place.number}".strip()
    return f"{edit.what} in {where} ({returned.how}): “{edit.before[:80]}” to “{edit.after[:80]}”"


def resaved(files: list[bytes]) -> list[bytes]:
    """Return each Word file as LibreOffice saves it anew."""
    with tempfile.TemporaryDirectory(prefix="edits-") as name:
        folder = Path(name)
        sources = [folder / f"{index}.docx" for index in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
             "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "saved"), *map(str, sources)],
            check=True,
            capture_output=True,
        )  # fmt: skip
        return [(folder / "saved" / source.name).read_bytes() for source in sources]


def run(count: int, seed: int, *, with_libreoffice: bool) -> list[Verdict]:
    cases = list(draw(count, seed))
    second = cases[1::2] if with_libreoffice else []
    first = [case for case in cases if case not in second] if second else cases
    verdicts = [judge(case, case.returned, resaved=False) for case in first]
    files = resaved([case.returned for case in second]) if second else []
    return verdicts + [judge(case, data, resaved=True) for case, data in zip(second, files, strict=True)]


def report(verdicts: list[Verdict], count: int, seed: int) -> str:
    """Return the page on what was found, missed and invented."""
    found = sum(verdict.found for verdict in verdicts)
    invented = sum(len(verdict.invented) for verdict in verdicts)
    again = sum(verdict.resaved for verdict in verdicts)
    lines = [
        "# What `tamdocs compare` finds",
        "",
        "Written by:",
        "",
        f"    python benchmarks/edits.py --edits {count} --seed {seed} --write docs/edits.md",
        "",
        "It makes one random edit to an issued Word file at a time, with python-docx, and asks `tamdocs compare` what",
        "was changed. Every second file is first saved anew by LibreOffice. An edit is found if it is told of in its",
        "clause, with what was said and what is said, and as tracked if it was; anything else that is told is",
        "invented.",
        "",
        f"**{found} of {len(verdicts)} edits are found, {invented} are invented; {again} of the files went through",
        "LibreOffice.**",
        "",
        "| edit | made | found | made, saved by LibreOffice | found | invented |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind in sorted({verdict.case.made.kind for verdict in verdicts}):
        own = [verdict for verdict in verdicts if verdict.case.made.kind == kind]
        plain, saved = ([each for each in own if each.resaved is way] for way in (False, True))
        numbers = [len(plain), sum(each.found for each in plain), len(saved), sum(each.found for each in saved)]
        numbers.append(sum(len(each.invented) for each in own))
        lines.append(f"| {kind} | {' | '.join(map(str, numbers))} |")
    lines += ["", "## Missed or invented", ""]
    lines += [line for verdict in verdicts for line in _wrong(verdict)] or ["Nothing in this run."]
    return "\n".join(lines) + "\n"


def _wrong(verdict: Verdict) -> Iterator[str]:
    made = verdict.case.made
    where = f"{verdict.case.name}{', saved by LibreOffice' if verdict.resaved else ''}"
    if not verdict.found:
        yield f"- missed: **{made.kind}** in {made.clauses} of {where}: “{made.before[:160]}” to “{made.after[:160]}”"
    yield from (f"- invented, at **{made.kind}** in {made.clauses} of {where}: {each}" for each in verdict.invented)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--edits", type=int, default=240)
    parser.add_argument("--seed", type=int, default=2018)
    parser.add_argument("--without-libreoffice", action="store_true")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    verdicts = run(options.edits, options.seed, with_libreoffice=not options.without_libreoffice)
    page = report(verdicts, options.edits, options.seed)
    print(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8", newline="\n")
    sys.exit(not all(verdict.found and not verdict.invented for verdict in verdicts))


if __name__ == "__main__":
    main()
