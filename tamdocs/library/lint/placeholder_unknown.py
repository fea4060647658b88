"""Placeholders and conditions that name what no order has."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.lint.expression_sites import sites
from tamdocs.library.lint.order_shape import full_path
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject
from tamdocs.orders.words import listed


def check(subject: Subject) -> Iterator[Problem]:
    shapes = subject.shapes()
    for site in sites(subject):
        shape = shapes[site.text.clause.document]
        for path in sorted(site.expression.paths):
            full = full_path(path, site.loops)
            for count, step in enumerate(shape.steps(full)):
                if not step.exists:
                    member = full[count]
                    where = f"`{'.'.join(full[:count]).replace('.[]', '[]')}`" if count else "the order schema"
                    message = f"`{site.expression.source}`: {where} has no `{member}`"
                    known = f"it has {listed(sorted(step.known), 'and')}" if step.known else "it has no members"
                    hint = did_you_mean(member, step.known) or known
                    yield site.text.problem(RULE.code, message, site.unit, site.expression.source, hint)
                    break


RULE = Rule("placeholder-unknown", "A placeholder that no order has a value for", check)
