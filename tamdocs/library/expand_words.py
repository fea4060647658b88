"""Fills the words of a paragraph, a cell or a label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.document.model import Emphasis, Field, Inline, Inlines, LineBreak, Link, Strong, Text
from tamdocs.library.agreement import pointer_of
from tamdocs.library.resolve import OpenReference
from tamdocs.library.scope import Scope
from tamdocs.library.template import CrossReference, OutwardLink, Slot, TemplateInline, TemplateInlines, Wrapped
from tamdocs.library.values import printed


def expand_inlines(templates: TemplateInlines, scope: Scope) -> Inlines:
    return tuple(inline for template in templates for inline in _inline(template, scope))


def _inline(template: TemplateInline, scope: Scope) -> Iterable[Inline]:
    match template:
        case Text() if scope.prose:
            return (Field(template.text, scope.prose),)
        case Text() | LineBreak():
            return (template,)
        case Slot():
            return _fields(template, scope)
        case Wrapped(kind="strong"):
            return (Strong(expand_inlines(template.inlines, scope)),)
        case Wrapped():
            return (Emphasis(expand_inlines(template.inlines, scope)),)
        case OutwardLink():
            return (Link(template.address, expand_inlines(template.inlines, scope)),)
        case CrossReference():
            return (OpenReference(template.target, template.words, scope.source, template.line, scope.clause),)


def _fields(slot: Slot, scope: Scope) -> Iterator[Inline]:
    """Yield the value of *slot*, a field for each of its lines."""
    value = scope.value(slot.expression, slot.line)
    try:
        lines = printed(value).split("\n")
    except (TypeError, ValueError) as error:
        raise scope.error(slot.expression, slot.line, str(error)) from error
    pointer = pointer_of(slot.expression.path, scope.loops)
    for index, line in enumerate(lines):
        if index:
            yield LineBreak()
        yield Field(line, pointer)
