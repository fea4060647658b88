"""Judges an expression by the kinds of its names: a member that nothing has, a comparison that can never hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import nodes

from tamdocs.library.hints import did_you_mean, one_of
from tamdocs.library.kinds import ADDRESS, AMOUNT, DAY, FEE, NUMBER, PROSE, TEXT, TRUTH, Kind, Kinds
from tamdocs.orders.registers import countries, guess_country
from tamdocs.orders.words import as_json, listed

_TAKES = {
    "date": DAY,
    "number": NUMBER,
    "money": FEE,
    "address": ADDRESS,
    "country": TEXT,
    "language": TEXT,
    "yes_no": TRUTH,
}
"""The kind that each filter prints."""
_PRINTED_BY = {kind.words: name for name, kind in _TAKES.items() if kind not in (TEXT, NUMBER)}


class Fault(NamedTuple):
    code: str
    message: str
    hint: str | None


def expression_faults(tree: nodes.Expr, names: Kinds) -> list[Fault]:
    """Return what is wrong with the expression *tree*; of what is not known nothing is said."""
    return _Judge(names).faults_of(tree)


def printing_faults(tree: nodes.Expr, names: Kinds) -> list[Fault]:
    """Return what is wrong with printing the value of *tree*: only text and whole numbers print as they are."""
    kind = kind_of(tree, names)
    if kind is None or kind.words in {TEXT.words, NUMBER.words}:
        return []
    hint = f"it has {listed(kind.members, 'and')}" if kind.members else None
    return [Fault("value-kind", f"`{_written(tree)}` is {kind.words}", _printed_by(kind) or hint)]


def prose_faults(tree: nodes.Expr, names: Kinds) -> list[Fault]:
    """Return what is wrong with reading the value of *tree* as Markdown: only prose is."""
    kind = kind_of(tree, names)
    if kind is None or kind.words == PROSE.words:
        return []
    hint = 'where it is Markdown, say so in the schema: "contentMediaType": "text/markdown"'
    return [Fault("value-kind", f"`{_written(tree)}` is {kind.words}, and :::{{prose}} takes {PROSE.words}", hint)]


def kind_of(tree: nodes.Expr, names: Kinds) -> Kind | None:
    """Return the kind of the value of the expression *tree*, if it can be told."""
    return _Judge(names).kind(tree)


class _Judge:
    def __init__(self, names: Kinds) -> None:
        self.names = names
        self.faults: list[Fault] = []

    def faults_of(self, tree: nodes.Expr) -> list[Fault]:
        self.kind(tree)
        return list(dict.fromkeys(self.faults))

    def kind(self, node: nodes.Node) -> Kind | None:
        """Return the kind of *node*, and note the faults in it."""
        match node:
            case nodes.Name():
                return self.names.get(node.name)
            case nodes.Getattr():
                return self._member(node.node, node.attr)
            case nodes.Getitem(arg=nodes.Const(value=str(name))):
                return self._member(node.node, name)
            case nodes.Getitem(arg=nodes.Const(value=int())):
                of = self.kind(node.node)
                return of and of.item
            case nodes.Filter(name="matching", node=nodes.Expr() as chosen_from):
                for other in node.args:
                    self.kind(other)
                return self.kind(chosen_from)
            case nodes.Filter(name=str(name), node=nodes.Expr() as of):
                return self._filtered(name, of)
            case nodes.Compare():
                self._compare(node)
            case _:
                pass
        for child in node.iter_child_nodes():
            self.kind(child)
        return None

    def _member(self, of: nodes.Expr, name: str) -> Kind | None:
        kind = self.kind(of)
        if kind is None or name in kind.members:
            return kind and kind.members[name]
        hint = did_you_mean(name, kind.members) or (
            f"it has {listed(kind.members, 'and')}" if kind.members else f"it is {kind.words}"
        )
        self.faults.append(Fault("unknown-member", f"{_written(of)} has no `{name}`", hint))
        return None

    def _filtered(self, name: str, of: nodes.Expr) -> Kind | None:
        kind = self.kind(of)
        if name not in _TAKES:
            return NUMBER if name == "length" else None
        takes = _TAKES[name]
        if kind and kind.words != takes.words:
            message = f"`{_written(of)}` is {kind.words}, and `|{name}` takes {takes.words}"
            self.faults.append(Fault("value-kind", message, _printed_by(kind)))
        return TEXT

    def _compare(self, node: nodes.Compare) -> None:
        left: nodes.Expr = node.expr
        for operand in node.ops:
            for one, other in ((left, operand.expr), (operand.expr, left)):
                kind = None if isinstance(one, nodes.Const) else _Judge(self.names).kind(one)
                if kind and operand.op in {"in", "notin"}:
                    self._among(one, kind, other, literal_left=one is operand.expr)
                elif kind and isinstance(other, nodes.Const):
                    self._literal(one, kind, other.value, operand.op)
            left = operand.expr

    def _among(self, one: nodes.Expr, kind: Kind, other: nodes.Expr, *, literal_left: bool) -> None:
        """Judge `kind in ["a", "b"]`, or with *literal_left* `"a" in list`."""
        if literal_left and kind.item and isinstance(other, nodes.Const):
            self._literal(one, kind.item, other.value, "eq")
        elif not literal_left and isinstance(other, nodes.List | nodes.Tuple):
            for each in other.items:
                if isinstance(each, nodes.Const):
                    self._literal(one, kind, each.value, "eq")

    def _literal(self, node: nodes.Expr, kind: Kind, value: object, operator: str) -> None:
        written = f"`{_written(node)}`"
        if value is None:
            return
        if type(value) not in kind.literals:
            hint = next(iter(_members_that_can_be(node, kind, value)), None)
            message = f"{written} is {kind.words} and cannot be compared with {as_json(value)}"
            self.faults.append(Fault("comparison", message, hint))
        elif operator in {"eq", "ne"} and kind.codes and value not in kind.codes:
            hint = _code_hint(str(value), kind)
            self.faults.append(Fault("unknown-code", f"{written} is never {as_json(value)}", hint))


def _printed_by(kind: Kind) -> str | None:
    if kind.words == AMOUNT.words:
        return "print the whole fee, with `|money`"
    if kind.words == PROSE.words:
        return "it makes paragraphs: print it with :::{prose}"
    name = _PRINTED_BY.get(kind.words)
    return f"print it with `|{name}`" if name else None


def _members_that_can_be(node: nodes.Expr, kind: Kind, value: object) -> Iterator[str]:
    """Yield a hint for each member of *kind* that can be *value*, codes first: `channel.kind` for `channel`."""
    for name, member in sorted(kind.members.items(), key=lambda each: not each[1].codes):
        fits = not member.codes or value in member.codes or (name == "code" and _is_a_word(value))
        if type(value) in member.literals and fits:
            yield f"did you mean `{_written(node)}.{name}`?"


def _is_a_word(value: object) -> bool:
    """Return whether *value* is spelled like a code, if not like one that is known."""
    return isinstance(value, str) and len(value.split()) == 1


def _code_hint(value: str, kind: Kind) -> str | None:
    if kind.codes is countries():
        return guess_country(value)
    return one_of(value, kind.codes)


def _written(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=value)):
            return f"{_written(node.node)}[{as_json(value)}]"
        case _:
            return "this"
