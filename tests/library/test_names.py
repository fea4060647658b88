from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.clause_markdown import parse_clause
from tamdocs.library.expressions import Expressions
from tamdocs.library.filters import make_filters
from tamdocs.library.kinds import known_kinds
from tamdocs.library.lines import check_line
from tamdocs.library.names import check_names

EXPRESSIONS = Expressions(make_filters("en-GB", {"yes": "Yes", "no": "No"}))
NAMES = known_kinds(
    services=("bcs-rps", "css", "tam"),
    regions=("americas", "apac", "emea"),
    languages=("en", "zh-Hans"),
    contacts={"privacy": {"name": {"en": "Lead", "zh-Hans": "负责人"}, "phone": "1"}},
)


def refused(body: str) -> str:
    text = parse_clause("en.md", "clause", f"---\ntitle: T\nfacts: []\n---\n{body}", EXPRESSIONS)
    with pytest.raises(LibraryError) as caught:
        check_names(text.blocks, Problem(text.source, "", "", place="clause"), NAMES)
    return str(caught.value)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (
            "custmer.legal_name",
            "there is no `custmer` [unknown-name]|did you mean `customer`?",
        ),
        (
            "customer.legal_nam",
            "customer has no `legal_nam` [unknown-member]|did you mean `legal_name`?",
        ),
        (
            "customer.legal_contact.nam",
            "customer.legal_contact has no `nam` [unknown-member]|did you mean `name`?",
        ),
        (
            "customer['legal_nam']",
            "customer has no `legal_nam` [unknown-member]|did you mean `legal_name`?",
        ),
        (
            "designated_contacts[0].mail",
            "designated_contacts[0] has no `mail` [unknown-member]|did you mean `email`?",
        ),
        (
            "law.code",
            "law has no `code` [unknown-member]|it has name",
        ),
        (
            "customer.legal_name.upper",
            "customer.legal_name has no `upper` [unknown-member]|it is text",
        ),
        (
            "contacts.privacy.fax",
            "contacts.privacy has no `fax` [unknown-member]|it has name and phone",
        ),
        (
            "document.title",
            "there is no `document` [unknown-name]|docs/clauses.md lists the names",
        ),
    ],
)
def test_a_name_or_member_that_nothing_has_is_named_with_its_line(expression: str, message: str) -> None:
    words, hint = message.split("|")

    assert refused(f"Words.\n\n{{{{ {expression} }}}}") == f"en.md:7: {words}\n  at: clause\n  hint: {hint}"


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ('channel.kind == "resellr"', '`channel.kind` is never "resellr" [unknown-code]|did you mean `reseller`?'),
        ('"resellr" == channel.kind', '`channel.kind` is never "resellr" [unknown-code]|did you mean `reseller`?'),
        ('service.code != "tom"', '`service.code` is never "tom" [unknown-code]|did you mean `tam`?'),
        ('region.code == "x"', '`region.code` is never "x" [unknown-code]|known: americas, apac and emea'),
        ('region.code in ["emea", "apax"]', '`region.code` is never "apax" [unknown-code]|did you mean `apac`?'),
        ('"fr" in languages', '`languages` is never "fr" [unknown-code]|known: en and zh-Hans'),
        ('renewal.delivery == "mail"', '`renewal.delivery` is never "mail" [unknown-code]|known: courier and post'),
        ('territory == "UK"', '`territory` is never "UK" [unknown-code]|did you mean "GB"?'),
        (
            'channel == "reseller"',
            '`channel` is made of several values and cannot be compared with "reseller" [comparison]|'
            "did you mean `channel.kind`?",
        ),
        *(
            (
                f'region == "{value}"',
                f'`region` is made of several values and cannot be compared with "{value}" [comparison]|'
                f"did you mean `region.{member}`?",
            )
            for value, member in (("emea", "code"), ("emae", "code"), ("LATAM", "code"), ("Asia Pacific", "name"))
        ),
        ('term.end < "2018-01-01"', '`term.end` is a day and cannot be compared with "2018-01-01" [comparison]|'),
        ('fee and fee.amount > "5"', '`fee.amount` is an amount and cannot be compared with "5" [comparison]|'),
    ],
)
def test_a_comparison_that_never_holds_is_refused(condition: str, message: str) -> None:
    words, hint = message.split("|")

    found = refused(f":::{{when}} {condition}\nA\n:::")

    assert found == f"en.md:5: {words}\n  at: clause" + (f"\n  hint: {hint}" if hint else "")


def test_the_item_of_a_repeat_is_known() -> None:
    assert refused(":::{each} item in designated_software\n{{ item.productt }}\n:::") == (
        "en.md:6: item has no `productt` [unknown-member]\n  at: clause\n  hint: did you mean `product`?"
    )


def test_what_is_no_list_is_not_repeated() -> None:
    assert refused(":::{each} item in customer\nA\n:::") == (
        "en.md:5: `customer` is made of several values and no list [not-a-list]\n  at: clause"
    )


@pytest.mark.parametrize(
    "expression",
    [
        "customer.legal_contact.name",
        "contacts.privacy.name",
        "channel.reseller.contact.phone",
        "term.end.year|number",
        "vendor.address|address",
        "(customer.legal_contact or customer.business_contact).name",
        "'x' if channel.kind in ('direct', 'reseller') and languages|length > 1 else 'y'",
        "'x' if channel.payment_terms_days is not none and channel.payment_terms_days > 30 else 'y'",
        "'x' if item.base_support_end < term.end and not item.site_license else 'y'",
        "'x' if territory == 'DE' and customer.address.country != 'FR' else 'y'",
    ],
)
def test_what_may_stand_in_a_clause_is_let_through(expression: str) -> None:
    body = f":::{{each}} item in designated_software\n{{{{ {expression} }}}}\n:::"
    text = parse_clause("en.md", "clause", f"---\ntitle: T\nfacts: []\n---\n{body}", EXPRESSIONS)

    check_names(text.blocks, Problem("en.md", "", ""), NAMES)


def test_without_an_edition_its_codes_can_be_anything() -> None:
    check_names(EXPRESSIONS.compile("service.code == 'tom'", where=Problem("", "", "")), Problem("", "", ""))


def test_a_line_of_a_page_knows_the_title_of_its_document() -> None:
    where = Problem("vendor.toml", "", "", place="marks.document")
    check_line("{{ document.title }}", EXPRESSIONS, where, NAMES)

    with pytest.raises(LibraryError) as caught:
        check_line("{{ document.name }}", EXPRESSIONS, where, NAMES)

    assert str(caught.value) == (
        "vendor.toml: document has no `name` [unknown-member]\n  at: marks.document\n  hint: it has title"
    )
