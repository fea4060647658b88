"""How fast tamdocs makes documents and packs, as ratios of CPU time to what others would use. See README.md here."""

from __future__ import annotations

import argparse
import io
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

# So that it runs from a checkout as a program: python benchmarks/packs.py
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pypdf import PdfReader

from benchmarks.content import Content, TamdocsDocx, TamdocsPacks, TamdocsPdf
from benchmarks.docxtpl_peer import DocxtplDocx, DocxtplPacks, DocxtplPdf
from benchmarks.libreoffice_peer import missing_parts, office_version, unoserver_python
from benchmarks.measure import HEADINGS, Maker, Pairs, Side, command_cpu, in_turns, verdict
from benchmarks.mixed_orders import like, mixed_orders, read_samples
from benchmarks.typst_peer import TypstPdf
from tamdocs.workspace import Workspace, find_workspace

_ROOT = Path(__file__).resolve().parents[1]
_MOST_PRODUCTS = 60
_WARM_PACKS = 200
"""Until then, what is kept for good or within bounds is still filling up."""
_DESCRIPTIONS = (("DE", "service description, English", "en"), ("CN", "service description, Chinese", "zh-Hans"))


@dataclass(frozen=True, slots=True)
class Settings:
    workspace: Workspace
    orders: int
    packs_memory: int
    quick: bool
    python: str | None
    """A Python that has unoserver; None to do without LibreOffice."""
    parts: Sequence[str]

    @property
    def turns(self) -> int:
        return 2 if self.quick else 9


def main() -> None:
    settings = _settings()
    _print_machine(settings)
    for name in settings.parts:
        _PARTS[name](settings)


def _settings() -> Settings:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few turns: whether it runs, not how fast")
    parser.add_argument("--without-libreoffice", action="store_true", help="leave out what needs LibreOffice")
    parser.add_argument("--orders", type=int, metavar="N", help="mixed orders made into packs  [200, quick: 4]")
    parser.add_argument("--packs-memory", type=int, metavar="N", help="packs made to watch memory  [2000, quick: 0]")
    parser.add_argument("--only", nargs="+", choices=list(_PARTS), default=list(_PARTS), help="only these parts")
    parser.add_argument("--unoserver-python", metavar="PATH", help="a Python that has unoserver and uno")
    options = parser.parse_args()
    missing = "it is left out" if options.without_libreoffice else missing_parts(options.unoserver_python)
    python = None if missing else unoserver_python(options.unoserver_python)
    if missing:
        print(f"Not run: everything with LibreOffice; {missing}.\n")
    orders = options.orders if options.orders is not None else (4 if options.quick else 200)
    memory = options.packs_memory if options.packs_memory is not None else (0 if options.quick else 2000)
    return Settings(find_workspace(_ROOT), orders, memory, options.quick, python, options.only)


def _print_machine(settings: Settings) -> None:
    parts = [f"{name} {version(name)}" for name in ("typst", "docxtpl", "python-docx", "lxml", "Jinja2")]
    if settings.python:
        parts.append(office_version(settings.python))
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    print(f"Python {platform.python_version()}, {machine}; {', '.join(parts)}\n")


def _contents(settings: Settings, count: int) -> Iterator[tuple[str, Content]]:
    """Yield what the single documents of the comparison hold, each *count* times with other values."""
    samples = {sample["territory"]: sample for sample in read_samples(settings.workspace.contracts)}
    for territory, title, language in _DESCRIPTIONS[: 1 if settings.quick else None]:
        orders = tuple(like(samples[territory], count, products=2))
        content = Content(settings.workspace, orders, "service-description", language, varied=True)
        yield f"{title}, one value changed", content
    if settings.quick:
        return
    orders = tuple(like(samples["DE"], count, products=_MOST_PRODUCTS))
    content = Content(settings.workspace, orders, "order-confirmation", "en")
    yield f"order confirmation, {_MOST_PRODUCTS} products, all values changed", content


def _documents(settings: Settings) -> None:
    """Print how single documents compare, each with other values than the one before."""
    docx_batch, pdf_batch, office_batch = (3, 3, 2) if settings.quick else (20, 5, 2)
    office_turns = min(settings.turns, 5)
    office_first = 1 + settings.turns * pdf_batch
    most = max(1 + settings.turns * docx_batch, office_first + office_turns * office_batch)
    for title, content in _contents(settings, most):
        with ExitStack() as stack:
            start = partial(_started, stack, content)
            pages = _pages(start(TamdocsPdf))
            print(f"### {title}: {pages} pages\n\n{HEADINGS}")
            docxtpl = start(DocxtplDocx)
            turns = _turns(1, settings.turns, docx_batch)
            print(_compared(start(TamdocsDocx), docxtpl, turns).times_faster("DOCX; docxtpl", 25))
            composing = start(partial(TamdocsDocx, composing=True))
            print(_compared(composing, docxtpl, turns).times_faster("DOCX, composing included; docxtpl"))
            pdf, composing = start(TamdocsPdf), start(partial(TamdocsPdf, composing=True))
            turns = _turns(1, settings.turns, pdf_batch)
            bare = start(TypstPdf)
            assert _pages(bare) == pages, "the pages written by hand are not the same"
            print(_compared(pdf, bare, turns).times_slower("PDF; bare Typst", 1.2))
            if settings.python:
                office = start(partial(DocxtplPdf, python=settings.python))
                turns = _turns(office_first, office_turns, office_batch)
                print(_compared(pdf, office, turns).times_faster("PDF; docxtpl + LibreOffice", 4))
                row = "PDF, composing included; docxtpl + LibreOffice"
                print(_compared(composing, office, turns).times_faster(row))
                print(f"\nLibreOffice's PDF has {_pages(office)} pages.")
        print()


def _started(stack: ExitStack, content: Content, maker: Callable[[Content], Maker]) -> Side:
    return stack.enter_context(Side(partial(maker, content)))


def _turns(first: int, turns: int, batch: int) -> list[range]:
    """Return the numbers of the documents of each turn.

    No document is measured twice, for Typst keeps the layouts of the last ones. Number 0 is there to warm up.
    """
    return [range(at, at + batch) for at in range(first, first + turns * batch, batch)]


def _compared(ours: Side, theirs: Side, turns: Sequence[Sequence[int]]) -> Pairs:
    for side in (ours, theirs):
        side.cpu([0])
    our_times, their_times = in_turns((ours, theirs), turns)
    return Pairs(our_times, their_times)


def _pages(side: Side) -> int:
    return len(PdfReader(io.BytesIO(side.made(0))).pages)


def _cold(settings: Settings) -> None:
    """Print what the first PDF of a process takes, fonts and skin included."""
    print(f"### The first PDF of a process\n\n{HEADINGS}")
    for title, content in _contents(settings, 1):
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(1 if settings.quick else 3):
            for maker, times in ((TamdocsPdf, ours), (TypstPdf, theirs)):
                with Side(partial(maker, content)) as side:
                    times.append(side.cpu([0]))
        print(Pairs(tuple(ours), tuple(theirs)).times_slower(f"{title.rpartition(', ')[0]}; bare Typst"))
    print()


def _packs(settings: Settings) -> None:
    """Print how whole packs of mixed orders compare, from the bytes of the orders to the files on the disk."""
    workspace, count = settings.workspace, settings.orders
    orders = tuple(mixed_orders(workspace.contracts, count))
    step = max(1, count // 10)
    turns = [range(at, min(at + step, count)) for at in range(0, count, step)]
    print(f"### {count} mixed orders as whole packs, time for one pack\n\n{HEADINGS}")
    with tempfile.TemporaryDirectory(prefix="benchmark-packs-") as folder, ExitStack() as stack:
        makers: list[Callable[[], Maker]] = [
            partial(TamdocsPacks, workspace, orders, Path(folder, "kept")),
            partial(TamdocsPacks, workspace, orders, Path(folder, "anew"), keep=False),
        ]
        if settings.python:
            makers.append(partial(DocxtplPacks, workspace, orders, Path(folder, "peer"), settings.python))
        sides = [stack.enter_context(Side(maker)) for maker in makers]
        for peer in sides[2:]:
            peer.cpu(range(min(2, count)))
        kept, anew, *peers = in_turns(sides, turns)
        for peer_times in peers:
            print(Pairs(kept, peer_times, summed=True).times_faster("packs; docxtpl + LibreOffice", 8))
            row = "packs, each document rendered anew; docxtpl + LibreOffice"
            print(Pairs(anew, peer_times, summed=True).times_faster(row))
        print(Pairs(kept, anew, summed=True).times_faster("packs; packs, each document rendered anew"))
    print()


def _memory(settings: Settings) -> None:
    """Print what a process holds after so many packs."""
    count = settings.packs_memory
    if not count:
        print("Not run: memory over many packs.\n")
        return
    orders = tuple(mixed_orders(settings.workspace.contracts, count))
    step = max(1, count // 10)
    held = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-memory-") as folder:
        out = Path(folder, "out")
        with Side(partial(TamdocsPacks, settings.workspace, orders, out)) as side:
            for at in range(0, count, step):
                side.cpu(range(at, min(at + step, count)))
                held[min(at + step, count)] = side.resident_mib()
                shutil.rmtree(out)
    warm = min((number for number in held if number >= _WARM_PACKS), default=count)
    print("### Memory of one process, MiB\n")
    print("| packs |" + "".join(f" {number} |" for number in held))
    print("| --- |" + " ---: |" * len(held))
    print("| resident |" + "".join(f" {mib:.0f} |" for mib in held.values()))
    judged = verdict(held[count] <= 1.1 * held[warm]) if count > warm else "too few packs to say"
    print(f"\nFlat, at most a tenth more at the end than after {warm} packs: {judged}\n")


def _help(settings: Settings) -> None:
    """Print what the help of the command takes."""
    command = [sys.executable, "-m", "tamdocs", "--help"]
    command_cpu(command, _ROOT)
    times = [command_cpu(command, _ROOT) for _ in range(3 if settings.quick else 15)]
    middle = statistics.median(times)
    print(f"`tamdocs --help`: {middle:.3f} s of CPU time, {min(times):.3f} to {max(times):.3f};", end=" ")
    print(f"at most 0.15: {verdict(middle <= 0.15)}")


_PARTS: Mapping[str, Callable[[Settings], None]] = {
    "documents": _documents,
    "cold": _cold,
    "packs": _packs,
    "memory": _memory,
    "help": _help,
}

if __name__ == "__main__":
    main()
