from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.expressions import Expressions
from tamdocs.library.values import value_of
from tests.support.samples import sample_order

EXPRESSIONS = Expressions({})
WHERE = Problem("en.md", "", "", 5, None, "clause")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("2 ** 9", "`2 ** 9`: an expression has no powers [expression]\n  at: clause"),
        ("[1] * 100000000", "`[1] * 100000000`: `*` is for numbers only [expression]\n  at: clause"),
        ("9 * 'x' * 10", "`9 * 'x' * 10`: `*` is for numbers only [expression]\n  at: clause"),
        ("'%999999999d' % 1", "`'%999999999d' % 1`: `%` is for numbers only [expression]\n  at: clause"),
        (
            "'x'.ljust(1000000000)",
            "`'x'.ljust(1000000000)`: an expression calls nothing [expression]\n  at: clause\n"
            "  hint: docs/clauses.md lists the filters",
        ),
        (
            "(" * 240 + "1" + ")" * 240,
            "`" + "(" * 240 + "1" + ")" * 240 + "` is nested too deep [expression]\n  at: clause",
        ),
        ("1" * 501, "an expression has at most 500 characters, and this one has 501 [expression]\n  at: clause"),
    ],
)
def test_an_expression_that_could_grow_is_refused(source: str, message: str) -> None:
    with pytest.raises(LibraryError) as caught:
        EXPRESSIONS.compile(source, where=WHERE)

    assert str(caught.value) == f"en.md:5: {message}"


@pytest.mark.parametrize(
    "source", ["days) }} and {{ (days", "days ) | length (", "days is odd_", "days |", "days.", "days..x", "1days"]
)
def test_what_is_no_expression_is_told_when_it_is_read(source: str) -> None:
    with pytest.raises(LibraryError, match=r"is not an expression: .* \[expression\]"):
        EXPRESSIONS.compile(source, where=WHERE)


@pytest.mark.parametrize(
    ("source", "operator"),
    [("order_number * 9", "*"), ("9 * (order_number ~ 'x')", "*"), ("order_number % 1", "%")],
)
def test_only_numbers_are_multiplied(source: str, operator: str) -> None:
    with pytest.raises(ValueError, match="numbers") as caught:
        value_of(EXPRESSIONS.compile(source, where=WHERE), {"order_number": "TAM"})

    assert str(caught.value) == f"`{operator}` is for numbers only"


def test_numbers_are_reckoned_with() -> None:
    assert value_of(EXPRESSIONS.compile("7 * days % 5", where=WHERE), {"days": 3}) == 1


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("customer.legal_contact.name", "customer.legal_contact is left out; put it in a condition"),
        ("channel.payment_terms_days > 30", "channel.payment_terms_days is left out; put it in a condition"),
        ("customer.legal_nam", "it has no `legal_nam`"),
        ("custmer", "there is no `custmer`"),
        ("customer.legal_nam == 'Germany'", "it has no `legal_nam`"),
        ("customer.legal_contact.name != 'Germany'", "customer.legal_contact is left out; put it in a condition"),
    ],
)
def test_what_has_no_value_is_told_without_python(source: str, message: str) -> None:
    order = sample_order("emea-de-reseller")
    names = {"customer": order.customer, "channel": order.channel}
    assert order.customer.legal_contact is None

    with pytest.raises(ValueError, match=r"\w") as caught:
        value_of(EXPRESSIONS.compile(source, where=WHERE), names)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("customer.legal_name|upper", "KÖHLER PRÄZISIONSWERKE GMBH & CO. KG"),
        ("law|length", 1),
        ("customer.legal_name", "Köhler Präzisionswerke GmbH & Co. KG"),
        ("customer.legal_contact", None),
        ("term.end.year", 2020),
        ("law.name", "Germany"),
        ("law.name == 'Germany'", True),
        ("law.name != 'Germany'", False),
        ("'Germany' == law.name", True),
        ("customer.legal_contact == 'Germany'", False),
        ("term.end.year != '2020'", True),
    ],
)
def test_a_dotted_name_means_the_same_alone_and_in_an_expression(source: str, value: object) -> None:
    order = sample_order("emea-de-reseller")
    names = {"customer": order.customer, "term": order.term, "law": {"name": "Germany"}}
    expressions = Expressions({"upper": str.upper})
    alone, inside = (expressions.compile(each, where=WHERE) for each in (source, f"[{source}][0]"))

    assert value_of(alone, names) == value_of(inside, names) == value


@pytest.mark.parametrize(
    "source", ["order.__class__", "order.lines.append", "order.lines.__len__.__self__", "order.__doc__ == 'x'"]
)
def test_a_dotted_name_reaches_nothing_inside_python(source: str) -> None:
    with pytest.raises(ValueError, match="unsafe"):
        value_of(EXPRESSIONS.compile(source, where=WHERE), {"order": {"lines": [1]}})
