"""What the codes of problems with orders mean, for those who read a list of them in an editor or in a CI run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Meaning(NamedTuple):
    title: str
    help: str
    """Why it matters, or what to do."""


MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        # The file
        "no-such-file": Meaning("There is no such file", "Check the path."),
        "no-order-files": Meaning(
            "A folder without orders", "Orders are the *.json files of a folder and those below."
        ),
        "dangling-link": Meaning("A link leads nowhere", "Mend the link or name the file itself."),
        "not-a-file": Meaning("A device or a pipe", "Orders are read from plain files only."),
        "not-readable": Meaning("The file cannot be read", "Check who may read it."),
        "too-large": Meaning("Too large for an order", "An order has some kilobytes. 4 MB and 50,000 values are read."),
        "empty-file": Meaning("An empty file", "An order is one JSON object."),
        "cut-off": Meaning("The file breaks off", "Its end is missing. Get the file again."),
        "not-utf-8": Meaning(
            "Not UTF-8", "Orders are UTF-8, with or without a byte order mark. Save the file as UTF-8."
        ),
        "bad-json": Meaning("Not JSON", "Until the text is JSON nothing else of the order can be judged."),
        "too-deep": Meaning("Nested too deep", "An order has six levels."),
        "duplicate-key": Meaning("A field stands twice", "Which of the two is meant? Take one of them out."),
        "more-problems": Meaning("More problems than are told", "Mend those that are told and check again."),
        "unreadable-order": Meaning("Schema and program disagree", "The schema of the workspace has been changed."),
        # Files that come back
        "file-empty": Meaning("An empty file", "Ask for the file again."),
        "file-kind": Meaning("Not a file that can be read here", "Word files are .docx or .docm, without a password."),
        "file-broken": Meaning("A broken file", "Open it in Word, save it anew, or ask for it again."),
        "file-part": Meaning("A file that lacks a part", "Open it in Word, save it anew, or ask for it again."),
        "file-too-large": Meaning("Too large to be read", "A file from outside is read with limits."),
        "file-too-deep": Meaning("Nested too deep", "No contract is; the file may be made to do harm."),
        "file-twice": Meaning("A part that stands twice", "Programs differ in which of the two they show."),
        "file-outside": Meaning("A part outside of the file", "The file may be made to do harm."),
        "file-encrypted": Meaning("A file with a password", "Ask for it without one."),
        "file-unsafe": Meaning("A file made to do harm", "Do not open it; ask who sent it."),
        "file-macros": Meaning("A file with macros", "They were not run."),
        "file-external": Meaning("A file that refers to others", "They were not fetched; what they say was not read."),
        "file-object": Meaning("A file with embedded objects", "They were not opened; what they say was not read."),
        "file-picture": Meaning("Pictures in the text", "They are not compared."),
        "file-hidden-text": Meaning("Hidden text", "It is in the file and is not printed."),
        "file-struck-text": Meaning(
            "Words struck through by hand", "Whoever did it may mean them as deleted; ask, or delete them in the file."
        ),
        "file-no-text": Meaning("A PDF without text", "A scan has none. Ask for the Word file."),
        "file-note": Meaning("A note in a PDF", "Somebody wrote it on the page; it is no part of the text."),
        "file-annotations": Meaning("Annotations on the pages", "They are not compared; look at the pages."),
        "file-page-parts": Meaning("Other parts in a page", "They are not compared; ask for the page as it was made."),
        "file-comments": Meaning("A file with comments", "They are no part of the text; read them."),
        "file-provenance": Meaning("Papers that cannot be read", "The file says otherwise than we do what it is."),
        "no-finished-files": Meaning(
            "A folder without finished files", "They are the *.docx, *.pdf and *.html files in it."
        ),
        # The schema
        "missing-field": Meaning("A field is missing", "The schema says what the field holds."),
        "unknown-field": Meaning(
            "An unknown field", "Unknown fields are refused: a slip in a name must not lose a value."
        ),
        "misplaced-field": Meaning("A field that may not stand here", "Another field of the order rules it out."),
        "bad-type": Meaning(
            "A value of the wrong kind", "Text stands in quotation marks; numbers, true and false do not."
        ),
        "bad-format": Meaning("A value in the wrong form", "The message shows the form."),
        "bad-date": Meaning("No such day", "A day is written year-month-day, and the calendar must have it."),
        "bad-email": Meaning("No e-mail address", "An address is ASCII: name@host.domain."),
        "unknown-value": Meaning("None of the values that can stand here", "The message lists them."),
        "empty-text": Meaning("An empty text", "A contract has no blank fields. Fill it in or leave the field out."),
        "too-short": Meaning("A text that is too short", "The schema gives the least length."),
        "too-long": Meaning("A text that is too long", "The schema gives the greatest length."),
        "too-few": Meaning("Too few entries", "The schema gives the least number."),
        "too-many": Meaning(
            "Too many entries", "Designated contacts are one to six (SD-2); the schema has the other limits."
        ),
        "out-of-range": Meaning("A number out of range", "The schema gives the range."),
        "double-entry": Meaning("An entry stands twice", "Take one of them out."),
        # Text
        "blank-text": Meaning("Nothing but white space", "Fill it in or leave the field out."),
        "control-character": Meaning("A line break, tab or control character", "A value is one line of visible text."),
        "lone-surrogate": Meaning("Half a character", "Write the character itself instead of \\u escapes."),
        "non-character": Meaning("A code point that is no character", "It cannot be printed."),
        "private-character": Meaning("A private-use character", "Each font draws it as it likes."),
        "unassigned-character": Meaning("A code point that Unicode does not define", "It cannot be printed."),
        "direction-control": Meaning("A control of text direction", "The text would read otherwise than it is stored."),
        "invisible-character": Meaning("A character that nobody sees", "A contract says what it seems to say."),
        "lost-character": Meaning("A sign for a lost character", "An earlier conversion lost what stood there."),
        "stray-mark": Meaning("A mark without its letter", "It would be set on what stands before the value."),
        "too-many-marks": Meaning("Too many marks on a letter", "No script needs more than 30."),
        "unprintable-character": Meaning("No font has the character", "The PDF could not show it."),
        # Data of a document
        "data-missing": Meaning("A document without its data", "The schema named in the hint says what it holds."),
        "data-unasked": Meaning("Data that nobody asked for", "The document says nothing beyond the order."),
        "data-schema": Meaning("A schema that tells too little", "It says of each field what kind of value it has."),
        # Rules
        "order-number-unsafe": Meaning(
            "An order number that cannot name a folder", "It names the pack, on every system."
        ),
        "order-number-taken": Meaning("An order number stands twice", "Each order has a number of its own."),
        "renews-itself": Meaning("An order that renews itself", "Name the earlier order."),
        "year-range": Meaning("A year out of range", "Years from 1990 to 2199 are read."),
        "term-order": Meaning("The term ends before it starts", "Check both days."),
        "unknown-country": Meaning("No country of ISO 3166-1", "Entity and governing law follow from the territory."),
        "unknown-currency": Meaning(
            "No currency of ISO 4217", "A fee is money of a country or of a union of countries."
        ),
        "currency-digits": Meaning(
            "The wrong digits for the currency", "ISO 4217 says how many stand after the point."
        ),
        "unknown-time-zone": Meaning("No time zone of the IANA database", "Local business hours depend on it."),
        "unknown-edition": Meaning("An edition that does not exist", "Leave the field out to use the one in force."),
        "no-edition-in-force": Meaning(
            "No edition is in force",
            "No released edition covers the order date; a draft is used only where it is pinned.",
        ),
        "draft-edition": Meaning("The order pins a draft", "The words of a draft may still change."),
        "edition-locked": Meaning("A sealed edition was changed", "Its words are final; a new edition may differ."),
        "lock-missing": Meaning("A released edition without a lock", "A change to it would go unseen. Seal it."),
        "lock-broken": Meaning("A lock that cannot be trusted", "Bring it back as it was written when it was sealed."),
        "extends-draft": Meaning("A released edition extends a draft", "The draft may still change. Release it first."),
        "in-force": Meaning("Days that cannot be", "Each edition ends on the day before the next one starts."),
        "unknown-service": Meaning("A service that the edition does not have", "The hint lists the services."),
        "unknown-language": Meaning(
            "A language that the edition does not have", "There is no fallback to another one."
        ),
        "unknown-territory": Meaning(
            "A territory without a region", "The vendor profile must list every country once."
        ),
        # Doubts
        "order-after-start": Meaning("Ordered after the term began", "Check both days."),
        "support-ends-first": Meaning(
            "Base support ends before the term", "The service is then suspended (SD-19, SD-20)."
        ),
        "unlisted-family": Meaning("A family that is not on the covered-products list", "The list may change (SD-21)."),
        "no-end-customer": Meaning(
            "A service provider without an end customer", "One subscription a customer (SD-24)."
        ),
        "delivered-elsewhere": Meaning("Delivered outside the territory", "Local law may limit the service (SD-25)."),
        "double-license": Meaning("A license number stands twice", "Check whether one of them is a slip."),
        "price-of-reseller": Meaning(
            "A price in an order through a reseller", "Customer and reseller agree on it (TC-1)."
        ),
        "no-price": Meaning("No price", "Where the order is silent the vendor's quote counts (TC-1)."),
        # A book of orders
        "bad-cell": Meaning("A cell that does not say what its column should", "The message has the cell; mend it."),
        "rows-differ": Meaning("Rows of one order differ", "Rows with one order number make one order."),
        "ragged-row": Meaning("A row with too many or too few cells", "Its values would stand in the wrong columns."),
        "bad-row": Meaning("A row that cannot be told into cells", "Look for a quotation mark that is not closed."),
        "formula": Meaning("A formula without its value", "No formula is run here. Save the file in Excel."),
        "rejects-alone": Meaning(
            "A file of rejects without its book", "Orders of the book may renew its contracts. Name it: --with BOOK."
        ),
        "other-book-refused": Meaning(
            "Orders of the other book cannot be used", "A contract that one of them names gets its notices."
        ),
        "no-orders": Meaning("A book without an order to use", "Name the book that the rejects come from."),
        "same-book": Meaning("A book beside itself", "Name the book that the rejects come from."),
        "renewal-refused": Meaning(
            "A bad order is to renew a contract", "The contract gets its notices. Mend that order, and plan again."
        ),
        "renewal-not-later": Meaning(
            "An order that renews a contract ends no later", "Correct `renews`, or the term of one of the two."
        ),
        "cell-error": Meaning("A cell holds an error value", "Mend the formula that the value comes from."),
        # Clauses edited in Word
        "word-edit": Meaning("An edit that no clause file can hold", "docs/word-editing.md says what can be edited."),
        "outside-clause": Meaning("Words that belong to no clause", "Put them below the title of a clause."),
        "edited-since": Meaning("Changed on both sides", "Export again, and make the edits in that file."),
        "several-texts": Meaning("Texts that differ by service or channel", "Name the one that is meant."),
        "not-for-editing": Meaning("No file of library export", "Export the clauses, and edit that file."),
        # A case history
        "missing-cell": Meaning("An empty cell", "Every case has this field. Fill it in, or leave the row out."),
        "case-times": Meaning("Moments in the wrong order", "A case is opened, answered and closed, in this order."),
        "case-status": Meaning("Status and moments differ", "A closed case, and no other one, has a closing moment."),
        "case-twice": Meaning("A case stands in two rows", "The first row counts. Take the other one out."),
        # Differences between regions, channels and services
        "unexpected-difference": Meaning(
            "A difference that nobody expects", "Make the texts the same, or name the difference in `differences`."
        ),
        "stale-difference": Meaning(
            "A difference that is expected and not there", "Write the missing text, or take out the entry."
        ),
        "expected-difference": Meaning(
            "An entry of `differences` that cannot be", "Each names a clause of the outline, and what it differs by."
        ),
        # The schedule of renewal notices
        "schedule-steps": Meaning("A step of the schedule that cannot be", "A schedule has steps, each with a name."),
        "schedule-days": Meaning("Days that cannot be", "The message gives the range."),
        "schedule-letters": Meaning(
            "A letter without a recipient or a kind", "A step names a letter for each recipient."
        ),
        "unknown-step": Meaning(
            "A step of the schedule that its letter does not know", "Name it in the data schema, and write its clause."
        ),
        "double-step": Meaning("A contract would get a notice twice", "Which of the two is meant would be a guess."),
    }
)


def meaning_of(code: str) -> Meaning:
    """Return what *code* means; a code that is not listed speaks for itself."""
    return MEANINGS.get(code) or Meaning(code.replace("-", " ").capitalize(), "The message says what is wrong.")
