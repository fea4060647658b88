from __future__ import annotations

import pytest

from tamdocs.document.text import document_text
from tamdocs.library.compose import compose
from tamdocs.library.specimen import specimen_agreements
from tests.support.samples import sample_library

EDITION = sample_library().editions["2017-11"]


@pytest.mark.parametrize("language", EDITION.languages)
def test_a_defined_term_stands_in_quotation_marks_in_the_document_that_defines_it(language: str) -> None:
    agreement = next(specimen_agreements(EDITION))
    texts = {kind: "\n".join(document_text(compose(agreement, kind, language))) for kind in EDITION.pack.documents}
    defined = [term for term in EDITION.glossary.values() if term.defined_in]

    assert len(defined) >= 14
    assert [term.id for term in defined if f"“{term.words[language]}”" not in texts[str(term.defined_in)]] == []


@pytest.mark.parametrize("language", EDITION.languages)
def test_a_term_that_no_document_defines_is_the_title_of_one(language: str) -> None:
    titles = {EDITION.outlines[kind].title[language] for kind in EDITION.pack.documents}

    assert {term.words[language] for term in EDITION.glossary.values() if not term.defined_in} == titles
