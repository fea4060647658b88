"""Values that an order may leave out, used without a condition."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.expression_sites import Site, sites
from tamdocs.library.lint.guards import Guards
from tamdocs.library.lint.order_shape import ITEM, OrderShape
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    shapes = subject.shapes()
    for site in sites(subject):
        kind = site.text.clause.document
        for path in sorted(_needed(site, shapes[kind])):
            dotted = ".".join(path).replace(f".{ITEM}", "")
            shape = subject.edition.outlines[kind].data
            who = "the data" if shape and path[0] in shape.names() else "an order"
            message = f"`{site.expression.source}`: {who} may leave `{dotted}` out"
            hint = f"put it in a condition: :::{{when}} {dotted}"
            yield site.text.problem(RULE.code, message, site.unit, site.expression.source, hint)


def _needed(site: Site, shape: OrderShape) -> set[tuple[str, ...]]:
    guards = Guards(shape, site.loops)
    present: set[tuple[str, ...]] = set()
    for condition in site.guards:
        present |= guards.present_if(condition.tree, truth=True)
    return guards.missing(site.expression.tree, present, printed=site.printed)


RULE = Rule("placeholder-optional", "A value that may be left out, used without a condition", check)
