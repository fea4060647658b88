"""What a dotted name leads to: through the JSON Schema of an order, or through what follows from one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tamdocs.library.model import Edition
from tamdocs.library.template import Repeat

Path = tuple[str, ...]

ITEM = "[]"
"""The part of a path that stands for each item of a list."""

_DERIVED: Mapping[str, tuple[str, ...]] = {
    "service": ("code", "name"),
    "region": ("code", "name", "scope"),
    "vendor": ("name", "legal_name", "address_line", "address"),
    "law": ("name",),
    "edition": ("id", "title"),
    "language": ("code", "name"),
    "prevailing": ("code", "name"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A member on the way."""

    known: tuple[str, ...] = ()
    """What could stand here; told where the member does not exist."""
    exists: bool = True
    optional: bool = False


class OrderShape:
    """What an order holds, and what the data of a document adds to it."""

    def __init__(self, edition: Edition, schema: Mapping[str, Any], document: str = "") -> None:
        """Make the shape for the clauses of *document*; *schema* is that of an order."""
        outline = edition.outlines.get(document)
        self._schema = outline.data.beside_order(schema) if outline and outline.data else schema
        self._contacts = edition.vendor.contacts
        self._languages = tuple(edition.languages)

    def steps(self, path: Path) -> list[Step]:
        """Return a step for each member of *path*, up to the first that does not exist."""
        root = path[0]
        if root in _DERIVED:
            return self._derived(path)
        if root == "contacts":
            return self._walk_contacts(path)
        return self._walk_schema(path)

    def _derived(self, path: Path) -> list[Step]:
        steps = [Step()]
        for depth, member in enumerate(path[1:]):
            known = _DERIVED[path[0]] if depth == 0 else ()
            if depth == 1 and path[:2] == ("vendor", "address"):
                known = tuple(self._properties(self._definition("address")))
            steps.append(Step(known, member in known))
        return steps

    def _walk_contacts(self, path: Path) -> list[Step]:
        steps = [Step()]
        here: object = self._contacts
        for member in path[1:]:
            members = here if isinstance(here, Mapping) else {}
            if any(code in members for code in self._languages):
                members = {}
            steps.append(Step(tuple(members), member in members))
            here = members.get(member)
        return steps

    def _walk_schema(self, path: Path) -> list[Step]:
        steps, node = [], self._schema
        for member in path:
            node = self._resolved(node)
            if member == ITEM:
                steps.append(Step((ITEM,), "items" in node))
                node = node.get("items", {})
                continue
            known = tuple(self._properties(node))
            steps.append(Step(known, member in known, member not in node.get("required", ())))
            node = self._properties(node).get(member, {})
        return steps

    def requires(self, path: Path, kind: Path, value: object) -> bool:
        """Return whether an order whose *kind* is *value* must have *path*: the schema says so in an `if`."""
        if path[:-1] != kind[:-1]:
            return False
        node: Mapping[str, Any] = self._schema
        for member in path[:-1]:
            node = self._resolved(self._properties(self._resolved(node)).get(member, {}))
        asked = node.get("if", {}).get("properties", {}).get(kind[-1], {})
        return bool(asked.get("const") == value and path[-1] in node.get("then", {}).get("required", ()))

    def leaf(self, path: Path) -> Mapping[str, Any]:
        """Return the schema of what *path* leads to; empty where an order has no such member."""
        node: Mapping[str, Any] = self._schema
        for member in path:
            node = self._resolved(node)
            node = node.get("items", {}) if member == ITEM else self._properties(node).get(member, {})
        return self._resolved(node)

    def allows(self, path: Path, value: object) -> bool:
        """Return whether an order may have *value* at *path*, as far as its length, size, form and list tell."""
        leaf = self.leaf(path)
        if value not in leaf.get("enum", (value,)):
            return False
        if isinstance(value, int):
            return bool(leaf.get("minimum", value) <= value <= leaf.get("maximum", value))
        words = str(value)
        fits = leaf.get("minLength", 0) <= len(words) <= leaf.get("maxLength", len(words))
        return bool(fits and re.search(leaf.get("pattern", ""), words))

    def fewest(self, path: Path) -> int:
        """Return how many items a list at *path* has at least."""
        return int(self.leaf(path).get("minItems", 0))

    def members(self, path: Path) -> tuple[str, ...]:
        """Return the names of what stands directly in *path* of an order."""
        return tuple(self._properties(self.leaf(path)))

    def _properties(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        properties: Mapping[str, Any] = node.get("properties", {})
        return properties

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = node.get("$ref", "")
        return self._definition(reference.removeprefix("#/$defs/")) if reference else node

    def _definition(self, name: str) -> Mapping[str, Any]:
        definition: Mapping[str, Any] = self._schema.get("$defs", {}).get(name, {})
        return definition


def full_path(path: Path, loops: Sequence[Repeat]) -> Path:
    """Return *path* with the name of a repeat replaced by the list that it goes through."""
    for count in range(len(loops), 0, -1):
        repeat = loops[count - 1]
        if path and path[0] == repeat.name:
            return (*full_path(repeat.items.path, loops[: count - 1]), ITEM, *path[1:])
    return path
