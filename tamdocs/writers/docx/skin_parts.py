"""The parts of a skin: which are written for each document, which have tags, which lists it brings along."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from lxml import etree

from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.package import Package, relationships_part
from tamdocs.writers.docx.page_setup import PageSetup, take_page_setup
from tamdocs.writers.docx.part_templates import SECTION, PartTemplate, compile_part
from tamdocs.writers.docx.scheme import SkinLists
from tamdocs.writers.docx.xml_names import CORE_KIND, CORE_TYPE, NUMBERING_KIND, NUMBERING_TYPE, tag

_FURNITURE = ("header", "footer", "footnotes", "endnotes")
_APPLICATION = "extended-properties"


@dataclass(frozen=True, slots=True)
class PartNames:
    """The parts that are written for each document."""

    document: str
    relationships: str
    numbering: str
    core: str

    def all(self) -> frozenset[str]:
        return frozenset(astuple(self))


def find_parts(package: Package) -> PartNames:
    """Return the names of the parts that a document fills; those that a skin may lack get a name and are related.

    Raises:
        SkinError: *package* is no Word document.
    """
    document = next(iter(package.targets("", "officeDocument")), None)
    if document is None:
        message = "the skin is no Word file: nothing in it is called the document"
        raise skin_fault(package.skin, "_rels/.rels", message, "save it in Word as a Word Document (*.docx)")
    package.root(document)
    for source, kind, target, content_type in (
        (document, NUMBERING_KIND, "word/numbering.xml", NUMBERING_TYPE),
        ("", CORE_KIND, "docProps/core.xml", CORE_TYPE),
    ):
        if not package.targets(source, _last_word(kind)):
            package.relate(source, kind, target, content_type)
    numbering = package.targets(document, _last_word(NUMBERING_KIND))[0]
    return PartNames(document, relationships_part(document), numbering, package.targets("", _last_word(CORE_KIND))[0])


def part_of(package: Package, document: str, kind: str) -> str | None:
    """Return the part that *document* points at as *kind*, such as `styles`, if there is one."""
    return next(iter(package.targets(document, kind)), None)


def application_part(package: Package) -> str | None:
    """Return the part that names the program that made the file, if there is one."""
    return next(iter(package.targets("", _APPLICATION)), None)


def compile_document(package: Package, part: str) -> tuple[PartTemplate, PageSetup]:
    """Return the document's part and its page setup.

    Raises:
        SkinError: It has no place for the body, or no page setup.
    """
    root = package.root(part)
    page = take_page_setup(package.skin, part, root, f"{{{{ {SECTION} }}}}")
    template = compile_part(package.skin, part, _to_text(root))
    if template is None or "body" not in template.names:
        message = "the skin has no place for the document's text"
        raise skin_fault(package.skin, part, message, "write {{p body }} in a paragraph of its own")
    return template, page


def compile_furniture(package: Package, document: str) -> tuple[PartTemplate, ...]:
    """Return the page headers, page footers and notes that have tags in them.

    Raises:
        SkinError: A tag is broken, or prints something that a document does not have.
    """
    parts = sorted({part for kind in _FURNITURE for part in package.targets(document, kind)})
    compiled = (compile_part(package.skin, part, _to_text(package.root(part))) for part in parts)
    return tuple(template for template in compiled if template is not None)


def skin_lists(package: Package, part: str) -> SkinLists:
    """Return the lists that the skin itself has, such as those of a style that legal has made."""
    if part not in package.parts:
        return SkinLists()
    root = package.root(part)
    _drop_extensions(root)
    abstracts, lists = root.findall(tag("abstractNum")), root.findall(tag("num"))
    return SkinLists(
        abstracts="".join(map(_to_text, abstracts)),
        lists="".join(map(_to_text, lists)),
        free_abstract=1 + max((int(each.get(tag("abstractNumId"), "0")) for each in abstracts), default=-1),
        free_list=1 + max((int(each.get(tag("numId"), "0")) for each in lists), default=0),
    )


def _drop_extensions(root: etree._Element) -> None:
    """Take out what later versions of Word add: the root that is written does not declare it."""
    own = tag("")
    for element in list(root.iter()):
        for name in [name for name in element.attrib if not str(name).startswith(own)]:
            del element.attrib[name]
        parent = element.getparent()
        if parent is not None and (not str(element.tag).startswith(own) or element.tag == tag("lvlPicBulletId")):
            parent.remove(element)


def _to_text(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _last_word(kind: str) -> str:
    return kind.rsplit("/", 1)[-1]
