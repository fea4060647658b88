"""What must be there for an expression to have a value, and what a condition proves to be there."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import nodes

from tamdocs.library.lint.order_shape import OrderShape, Path, full_path
from tamdocs.library.template import Repeat


class Guards:
    def __init__(self, shape: OrderShape, loops: Sequence[Repeat]) -> None:
        self._shape = shape
        self._loops = loops

    def present_if(self, node: nodes.Expr, *, truth: bool) -> set[Path]:
        """Return what must be there where *node* has the given truth."""
        match node:
            case nodes.Not():
                return self.present_if(node.node, truth=not truth)
            case nodes.And() | nodes.Or():
                left, right = (self.present_if(each, truth=truth) for each in (node.left, node.right))
                both = isinstance(node, nodes.And) == truth
                return left | right if both else left & right
            case nodes.Compare(ops=[nodes.Operand(op="eq" | "ne" as operator, expr=nodes.Const(value=value))]):
                equal = (operator == "eq") == truth
                return self._equal(self._path(node.expr), value) if equal and value is not None else set()
            case nodes.Test(name="none", node=tested) if not truth:
                return _with_parents(self._path(tested))
            case nodes.Name() | nodes.Getattr() if truth:
                return _with_parents(self._path(node))
            case _:
                return set()

    def missing(self, node: nodes.Expr, present: set[Path], *, printed: bool) -> set[Path]:
        """Return what may be left out where *node* needs it.

        Args:
            present: What is known to be there.
            printed: Whether the value of *node* itself is needed, or only its truth.
        """
        match node:
            case nodes.And() | nodes.Or():
                truth = isinstance(node, nodes.And)
                proved = present | self.present_if(node.left, truth=truth)
                left = self.missing(node.left, present, printed=False)
                return left | self.missing(node.right, proved, printed=printed)
            case nodes.Not() | nodes.Test(name="none"):
                inside: nodes.Expr = node.node
                return self.missing(inside, present, printed=False)
            case nodes.CondExpr():
                return self._choice(node, present, printed=printed)
            case nodes.Compare():
                return self._comparison(node, present)
            case nodes.Name() | nodes.Getattr():
                return self._absent(self._path(node), present, printed=printed)
            case _:
                inner = node.iter_child_nodes()
                missing = (self.missing(each, present, printed=True) for each in inner if isinstance(each, nodes.Expr))
                return set().union(*missing)

    def _choice(self, node: nodes.CondExpr, present: set[Path], *, printed: bool) -> set[Path]:
        missing = self.missing(node.test, present, printed=False)
        proved = present | self.present_if(node.test, truth=True)
        missing |= self.missing(node.expr1, proved, printed=printed)
        if node.expr2 is not None:
            proved = present | self.present_if(node.test, truth=False)
            missing |= self.missing(node.expr2, proved, printed=printed)
        return missing

    def _comparison(self, node: nodes.Compare, present: set[Path]) -> set[Path]:
        """Equality takes what is left out for a value; an order between values does not."""
        ordered = any(operand.op in {"lt", "lteq", "gt", "gteq"} for operand in node.ops)
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        return set().union(*(self.missing(side, present, printed=ordered) for side in sides))

    def _absent(self, path: Path, present: set[Path], *, printed: bool) -> set[Path]:
        if not path:
            return set()
        steps = self._shape.steps(path)
        needed = len(steps) if printed else len(steps) - 1
        for count, step in enumerate(steps[:needed], 1):
            if not step.exists:
                return set()
            if step.optional and path[:count] not in present:
                return {path[:count]}
        return set()

    def _equal(self, path: Path, value: object) -> set[Path]:
        """What is there where *path* is *value*: itself, and what the schema then requires."""
        if not path:
            return set()
        parent = path[:-1]
        siblings = self._shape.members(parent)
        required = {(*parent, each) for each in siblings if self._shape.requires((*parent, each), path, value)}
        return _with_parents(path) | required

    def _path(self, node: nodes.Node) -> Path:
        return full_path(_dotted(node), self._loops)


def _dotted(node: nodes.Node) -> Path:
    match node:
        case nodes.Name():
            return (node.name,)
        case nodes.Getattr():
            base = _dotted(node.node)
            return (*base, node.attr) if base else ()
        case _:
            return ()


def _with_parents(path: Path) -> set[Path]:
    return {path[:count] for count in range(1, len(path) + 1)}
