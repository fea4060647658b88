"""Ways to make the letters of the renewal desk: its own, and those of others."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.docxtemplater_peer import DocxtemplaterDocx
from benchmarks.docxtpl_peer import Templates
from benchmarks.libreoffice_peer import LibreOffice
from benchmarks.typst_peer import TypstSources
from tamdocs.batch.book import open_book
from tamdocs.batch.desk import Desk
from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.batch.renewals.run import CHUNK
from tamdocs.batch.renewals.spool import Spool
from tamdocs.batch.renewals.work import DueContract, NoticeJob, editions_hash
from tamdocs.batch.renewals.worker import NoticeWorker
from tamdocs.document.model import Document
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.renewals.book.demo_order import AS_OF, DemoBook, demo_orders
from tamdocs.renewals.letter_data import letter_data, letter_date
from tamdocs.workspace import Workspace, find_workspace
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.write import write_docx
from tamdocs.writers.pdf.writer import PdfWriter

_ROOT = Path(__file__).resolve().parents[1]
_BOTH = frozenset({"docx", "pdf"})


def due_contracts(workspace: Workspace, count: int) -> list[DueContract]:
    """Return that many contracts of the demonstration book that have notices due, in the order of a run.

    They are spread evenly over those of a larger book, so that each language, step and region has its share.
    """
    desk = Desk(workspace)
    with tempfile.TemporaryDirectory() as folder, Spool() as spool:
        book = Path(folder, "book.jsonl")
        orders = demo_orders(DemoBook(4 * count + 60, 0, AS_OF, 0))
        book.write_text("".join(json.dumps(order) + "\n" for order in orders), encoding="utf-8")
        for _ in spool.add_book(open_book(str(book), desk), AS_OF):
            pass
        found = list(spool.due())
    return [found[at * len(found) // count] for at in range(count)]


def in_chunks(contracts: Sequence[DueContract], chunks: int) -> list[list[DueContract]]:
    """Return the contracts as a run cuts them, behind a chunk of its own that has some of each kind, to begin with."""
    first = contracts[:: chunks + 1][:CHUNK]
    taken = {contract.contract for contract in first}
    rest = [contract for contract in contracts if contract.contract not in taken]
    return [first, *(rest[at : at + CHUNK] for at in range(0, len(rest), CHUNK))]


def _letters(desk: Desk, contracts: Sequence[DueContract]) -> Iterator[Document]:
    for contract in contracts:
        agreement = agree(contract.order, desk.library)
        for notice in contract.notices:
            data = letter_data(agreement, notice, letter_date(notice, contract.today))
            yield compose(agreement, notice.letter, notice.language, data)


def _first_letters(desk: Desk, count: int) -> Iterator[Document]:
    """Yield the first letter of each of that many contracts."""
    return (next(_letters(desk, [contract])) for contract in due_contracts(desk.workspace, count))


class Here:
    def cpu_elsewhere(self) -> float:
        return 0.0

    def close(self) -> None:
        """Nothing is left behind."""


class TamdocsLetters(Here):
    """From the composed letter, or from the order, to the bytes of a DOCX."""

    def __init__(self, count: int, *, composing: bool = False) -> None:
        self._composing = composing
        workspace = find_workspace(_ROOT)
        self._desk, self._contracts = Desk(workspace), due_contracts(workspace, count)
        self._skin = compile_skin("letter.docx", workspace.load_skin("letter.docx"))
        self._documents = [] if composing else [self._compose(number) for number in range(count)]

    def make(self, number: int) -> bytes:
        document = self._compose(number) if self._composing else self._documents[number]
        return write_docx(document, self._skin, {})

    def _compose(self, number: int) -> Document:
        return next(_letters(self._desk, [self._contracts[number]]))


class TamdocsDesk(Here):
    """Chunks of contracts issued: letters made, files flushed to the disk, the ledger."""

    def __init__(self, chunks: int) -> None:
        workspace = find_workspace(_ROOT)
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-desk-")
        self._chunks = in_chunks(due_contracts(workspace, (chunks + 1) * CHUNK), chunks)
        ledger, out = f"{self._folder.name}/ledger.db", f"{self._folder.name}/out"
        Ledger(ledger).database.prepare()
        desk = Desk(workspace)
        job = NoticeJob(workspace, out, ledger, _BOTH, AS_OF, editions_hash(desk.library))
        self._worker = NoticeWorker(job, desk)

    def make(self, number: int) -> bytes:
        result = self._worker.issue(self._chunks[number])
        assert not result.failed
        return str(len(result.issued)).encode()


class TamdocsPdfs(Here):
    """From the composed letter to the bytes of a PDF."""

    def __init__(self, count: int) -> None:
        workspace = find_workspace(_ROOT)
        desk = Desk(workspace)
        self._documents = list(_first_letters(desk, count))
        self._writer = PdfWriter(workspace.typst_skin("letter"))

    def make(self, number: int) -> bytes:
        return self._writer.write(self._documents[number]).data


class TypstLetters(TypstSources):
    """The same pages from Typst source to the bytes of a PDF."""

    def __init__(self, count: int) -> None:
        super().__init__(list(_first_letters(Desk(find_workspace(_ROOT)), count)))


class DocxtemplaterLetters(DocxtemplaterDocx):
    """From the values of the order to the bytes of the DOCX of a letter, the template opened anew each time."""

    def __init__(self, count: int) -> None:
        desk = Desk(find_workspace(_ROOT))
        super().__init__(_first_letters(desk, count), desk.renderer)


class DocxtplLetters(Here):
    """From the values of the order to the bytes of the DOCX of a letter, the template opened anew each time."""

    def __init__(self, count: int) -> None:
        desk = Desk(find_workspace(_ROOT))
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-templates-")
        templates = Templates(desk.renderer, Path(self._folder.name))
        self._jobs = [templates.job(letter) for letter in _first_letters(desk, count)]

    def make(self, number: int) -> bytes:
        return self._jobs[number].render()


class DocxtplDesk:
    """The same letters as DOCX and PDF on the disk, by docxtpl and a warm LibreOffice; there is no ledger."""

    def __init__(self, chunks: int, python: str) -> None:
        workspace = find_workspace(_ROOT)
        desk = Desk(workspace)
        self._folder = tempfile.TemporaryDirectory(prefix="benchmark-templates-")
        templates = Templates(desk.renderer, Path(self._folder.name))
        parts = in_chunks(due_contracts(workspace, (chunks + 1) * CHUNK), chunks)
        self._chunks = [[templates.job(letter) for letter in _letters(desk, part)] for part in parts]
        self._office = LibreOffice(python)

    def make(self, number: int) -> bytes:
        for at, job in enumerate(self._chunks[number]):
            docx = job.render()
            Path(self._folder.name, f"{number}-{at}.made.docx").write_bytes(docx)
            Path(self._folder.name, f"{number}-{at}.made.pdf").write_bytes(self._office.convert(docx))
        return str(len(self._chunks[number])).encode()

    def cpu_elsewhere(self) -> float:
        return self._office.cpu()

    def close(self) -> None:
        self._office.close()
        self._folder.cleanup()
