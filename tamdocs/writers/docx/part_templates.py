"""The parts of a skin with tags of docxtpl in them, compiled.

docxtpl joins the tags that Word has split and lifts `{{p …}}` and `{{r …}}` out of their paragraph and run. The rest is
ours, for a value shall never be read as a tag or as markup: a sandbox, every value escaped, an unknown name an error,
and one single pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.package import parse_xml
from tamdocs.writers.docx.xml_names import tag

_TAGS = ("{{", "{%", "{#")
NAMES = frozenset({"author", "body", "closing", "kind", "label", "language", "marks", "page", "subject", "title"})
"""What a tag may print; `marks` holds the marks of the document."""
SECTION = "section_properties"
_HINTS = {
    "body": "write {{p body }} in a paragraph of its own",
    "page": "write {{r page }}",
}


class _AnyMark:
    """Stands for marks that are not known yet."""

    def __getattr__(self, name: str) -> str:
        return name


@dataclass(frozen=True, slots=True)
class PartTemplate:
    skin: str
    part: str
    template: Template
    marks: frozenset[str]
    """Names of the marks that it prints."""
    names: tuple[str, ...]
    """What else it prints."""

    def render(self, values: Mapping[str, object], marks: Mapping[str, str]) -> str:
        """Return the part's XML.

        Args:
            values: What the tags print, by name; `Markup` for what is XML already.
            marks: The document's marks.

        Raises:
            SkinError: A tag names a mark that the document does not have, or fails.
        """
        if missing := sorted(self.marks - marks.keys()):
            names = ", ".join(f"marks.{name}" for name in missing)
            hint = f"the document has the marks {', '.join(sorted(marks))}"
            raise skin_fault(self.skin, self.part, f"a tag prints {names}, which the document does not have", hint)
        return self._render({**values, "marks": SimpleNamespace(**marks)})

    def try_out(self) -> None:
        """Render with stand-ins and look at the result.

        Raises:
            SkinError: It is no XML, or a tag stands where its content cannot.
        """
        block, run = as_xml("<w:p/>"), as_xml("<w:r/>")
        values = dict.fromkeys(NAMES, "x") | {"body": block, "page": run, SECTION: "", "marks": _AnyMark()}
        root = parse_xml(self.skin, self.part, self._render(values).encode())
        for text in root.iter(tag("t")):
            for child in text:
                name = "page" if child.tag == tag("r") else "body"
                message = f"the tag {name} stands inside a text"
                raise skin_fault(self.skin, self.part, message, _HINTS[name])

    def _render(self, values: Mapping[str, object]) -> str:
        try:
            return self.template.render(values)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise skin_fault(self.skin, self.part, f"a tag fails: {error}") from error


def as_xml(xml: str) -> Markup:
    """Return *xml* as a value that is put in as it is. Only for what this package has written itself."""
    return Markup(xml)  # noqa: S704 - the one door


def compile_part(skin: str, part: str, xml: str) -> PartTemplate | None:
    """Return the part as a template, or None if it has no tags.

    Raises:
        SkinError: A tag is broken, or prints something that a document does not have.
    """
    patched = DocxTemplate(BytesIO()).patch_xml(xml)
    if not any(tag_start in patched for tag_start in _TAGS):
        return None
    environment = _environment()
    try:
        tree = environment.parse(patched)
        template = environment.from_string(tree)
    except TemplateError as error:
        raise skin_fault(skin, part, f"a tag cannot be read: {error}") from error
    _refuse_switches(skin, part, tree)
    names = meta.find_undeclared_variables(tree)
    if unknown := sorted(names - NAMES - {SECTION}):
        hint = f"a skin may print {', '.join(sorted(NAMES))}"
        raise skin_fault(skin, part, f"a tag prints {', '.join(unknown)}, which a document does not have", hint)
    compiled = PartTemplate(skin, part, template, frozenset(_marks_in(tree)), tuple(sorted(names - {"marks"})))
    compiled.try_out()
    return compiled


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    for name in ("safe", "xmlattr", "tojson", "urlize"):
        # They make markup of a value.
        del environment.filters[name]
    environment.globals.clear()
    return environment


def _refuse_switches(skin: str, part: str, tree: nodes.Template) -> None:
    for _ in tree.find_all((nodes.EvalContextModifier, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        raise skin_fault(skin, part, "a tag switches escaping off or includes another file")


def _marks_in(tree: nodes.Template) -> Iterator[str]:
    for each in tree.find_all(nodes.Getattr):
        if isinstance(each.node, nodes.Name) and each.node.name == "marks":
            yield each.attr
