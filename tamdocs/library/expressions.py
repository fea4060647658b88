"""Expressions of a clause: Jinja expressions in a sandbox, with strict undefined and only the filters given here."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

from jinja2 import StrictUndefined, TemplateError, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.hints import one_of
from tamdocs.library.matching import matching

Filter: TypeAlias = Callable[..., object]
Path: TypeAlias = tuple[str, ...]

_LONGEST = 500
"""Characters of an expression. What needs more belongs into conditions of its own."""
_KEPT = 4_096
"""Compiled expressions: some editions' worth, for a process may read one draft after another for days."""
_PLAIN = re.compile(r"\w+(?:\.\w+)*(?:\s*\|\s*\w+)?")
"""A dotted name with or without a filter: if it can be parsed it can be compiled."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. Two are equal when their words are."""

    source: str
    path: Path
    """The first dotted name in it, such as `("customer", "legal_name")`: where its value comes from."""
    names: frozenset[str]
    """The names that must be known for it: the first part of each dotted name."""
    paths: frozenset[Path]
    """Every dotted name in it."""
    tree: nodes.Expr = field(compare=False, repr=False)
    """For those who judge it before it is run."""
    _call: Callable[..., Any] = field(compare=False, repr=False)
    _plain: Path = field(compare=False, repr=False)
    """The dotted name that it is, or that its only filter or comparison gets; empty if it is more than that."""
    _made: Filter | None = field(compare=False, repr=False)

    def value(self, names: Mapping[str, object]) -> Any:
        """Return the value under *names*.

        Raises:
            jinja2.TemplateError: A name or an attribute does not exist, or a filter cannot take the value.
        """
        if self._plain and (found := _look_up(self._plain, names)) is not missing:
            return self._made(found) if self._made else found
        result = self._call(names)
        if isinstance(result, Undefined):
            str(result)  # raises: StrictUndefined tells which name it was
        return result


def _look_up(path: Path, names: Mapping[str, object]) -> object:
    """Return what Jinja would find at *path*, or `missing` where Jinja must judge: it takes ten times as long."""
    value = names.get(path[0], missing)
    for part in path[1:]:
        above, value = value, getattr(value, part, missing)
        if value is missing and type(above) is dict:
            value = above.get(part, missing)
    return missing if callable(value) or isinstance(value, Undefined) else value


class _Undefined(StrictUndefined):
    """Tells what is missing in the words of a clause, not in those of Python."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            return f"there is no `{self._undefined_name}`"
        if self._undefined_obj is None:
            return f"what would have `{self._undefined_name}` is left out; put it in a condition"
        return f"it has no `{self._undefined_name}`"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Keeps an expression small: nothing in it can grow beyond what the order holds."""

    intercepted_binops = frozenset({"*", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        for operand in (left, right):
            if isinstance(operand, str | bytes | list | tuple | dict):
                message = f"`{operator}` is for numbers only"
                raise SecurityError(message)
        return super().call_binop(context, operator, left, right)


def _compiled(environment: _Sandbox, source: str) -> Callable[..., Any]:
    return environment.compile_expression(source, undefined_to_none=False)


class _Later:
    """A plain expression, compiled when it is called: mostly never, for a name that is there is just looked up."""

    __slots__ = ("_call", "_environment", "_source")

    def __init__(self, environment: _Sandbox, source: str) -> None:
        self._environment = environment
        self._source = source
        self._call: Callable[..., Any] | None = None

    def __call__(self, names: Mapping[str, object]) -> Any:
        if self._call is None:
            self._call = _compiled(self._environment, self._source)
        return self._call(names)


class Expressions:
    """Compiles expressions for one language: the filters differ, the names do not."""

    def __init__(self, filters: Mapping[str, Filter]) -> None:
        self._environment = _Sandbox(undefined=_Undefined)
        self._environment.globals.clear()
        length = self._environment.filters["length"]
        self._environment.filters = {"length": length, "matching": matching, **filters}
        self._compiled: dict[str, Expression] = {}

    def compile(self, source: str, *, where: Problem) -> Expression:
        """Return *source* compiled.

        Args:
            where: A problem whose source, line and place say where the expression stands.

        Raises:
            LibraryError: It is no expression, or uses a filter that does not exist.
        """
        source = source.strip()
        found = self._compiled.get(source)
        if found is None:
            found = self._compile(source, where)
            if len(self._compiled) >= _KEPT:
                self._compiled.clear()
            self._compiled[source] = found
        return found

    def _compile(self, source: str, where: Problem) -> Expression:
        if len(source) > _LONGEST:
            message = f"an expression has at most {_LONGEST} characters, and this one has {len(source):,}"
            raise LibraryError(_problem(where, "expression", message))
        try:
            tree = self._environment.parse("{{ (" + source + ") }}")
            self._refuse_unknown_filters(tree, where)
            _refuse_growth(tree, source, where)
            later = _PLAIN.fullmatch(source) is not None
            call = _Later(self._environment, source) if later else _compiled(self._environment, source)
        except TemplateError as error:
            message = f"`{source}` is not an expression: {error.message}"
            raise LibraryError(_problem(where, "expression", message)) from error
        except RecursionError as error:
            raise LibraryError(_problem(where, "expression", f"`{source}` is nested too deep")) from error
        paths = [path for node in tree.find_all((nodes.Getattr, nodes.Name)) if (path := _dotted(node))]
        longest = [path for path in paths if not any(other[: len(path)] == path and other != path for other in paths)]
        expression = _expression_in(tree)
        plain, made = self._plain(expression)
        return Expression(
            source,
            longest[0] if longest else (),
            frozenset(path[0] for path in paths),
            frozenset(longest),
            expression,
            call,
            plain,
            made,
        )

    def _plain(self, node: nodes.Expr) -> tuple[Path, Filter | None]:
        """Return the dotted name that *node* is, and what makes its value of it: a filter, or comparing it to a text.

        The path is empty if *node* is more, or may be what the sandbox refuses.
        """
        made: Filter | None = None
        match node:
            case nodes.Filter(node=nodes.Expr() as inner, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
                path, made = _dotted(inner), self._environment.filters[node.name]
            case nodes.Compare(expr=inner, ops=[nodes.Operand(op="eq", expr=nodes.Const(value=str() as text))]):
                path, made = _dotted(inner), partial(operator.eq, text)
            case nodes.Compare(expr=inner, ops=[nodes.Operand(op="ne", expr=nodes.Const(value=str() as text))]):
                path, made = _dotted(inner), partial(operator.ne, text)
            case _:
                path = _dotted(node)
        return ((), None) if any(part.startswith("_") for part in path) or not path else (path, made)

    def _refuse_unknown_filters(self, tree: nodes.Template, where: Problem) -> None:
        for node in tree.find_all(nodes.Filter):
            if node.name not in self._environment.filters:
                raise LibraryError(
                    _problem(
                        where,
                        "unknown-filter",
                        f"there is no filter `{node.name}`",
                        one_of(node.name, self._environment.filters),
                    )
                )


def _refuse_growth(tree: nodes.Template, source: str, where: Problem) -> None:
    """Refuse what lets a short expression take all memory: powers, calls, a text or list many times over."""
    if tree.find(nodes.Pow):
        raise LibraryError(_problem(where, "expression", f"`{source}`: an expression has no powers"))
    for node in tree.find_all((nodes.Mul, nodes.Mod)):
        if any(_is_no_number(operand) for operand in node.iter_child_nodes()):
            message = f"`{source}`: `{node.operator}` is for numbers only"
            raise LibraryError(_problem(where, "expression", message))
    if tree.find(nodes.Call):
        hint = "docs/clauses.md lists the filters"
        raise LibraryError(_problem(where, "expression", f"`{source}`: an expression calls nothing", hint))


def _is_no_number(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Const):
        return isinstance(node.value, str)
    return isinstance(node, nodes.Literal)


def _expression_in(tree: nodes.Template) -> nodes.Expr:
    (output,) = tree.body
    assert isinstance(output, nodes.Output)
    (expression,) = output.nodes
    return expression


def _dotted(node: nodes.Node) -> Path:
    """Return `a.b.c` as a path, or an empty one where the node is more than a dotted name."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        base = _dotted(node.node)
        return (*base, node.attr) if base else ()
    return ()


def _problem(where: Problem, code: str, message: str, hint: str | None = None) -> Problem:
    return Problem(where.source, code, message, where.line, None, where.place, hint)
