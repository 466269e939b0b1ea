"""The whole report of one recording as a document: the page for the person, and the annex where it is wanted."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from biofeedback.document import Block, Document, Paragraph
from ui.tokens import LIGHT
from ui.words.language import Language
from ui.words.report.annex import annex_blocks
from ui.words.report.facts import ReportFacts
from ui.words.report.page import page_blocks, page_title

Form: TypeAlias = Literal["pdf", "html"]


def report_document(facts: ReportFacts, language: Language, form: Form, *, annex: bool) -> Document:
    """Return the report.

    Parameters
    ----------
    facts : ReportFacts
        What it is made of.
    language : Language
        The person's language.
    form : {"pdf", "html"}
        What it is to be written as; a PDF says as what it was made.
    annex : bool
        Whether the annex for research follows.
    """
    blocks = [*page_blocks(facts, language), *(annex_blocks(facts, language) if annex else ())]
    foot = language.gettext("Soften · {name}").format(name=facts.name)
    return as_document(page_title(facts, language), foot, blocks, language, form)


def as_document(title: str, foot: str, blocks: Sequence[Block], language: Language, form: Form) -> Document:
    """Return blocks as a whole document, in the colours of light paper; a PDF says as what it was made."""
    made = language.gettext("This file was made as PDF/UA-1, for people who read with their ears or fingers as well.")
    return Document(
        title=title,
        language=language.code,
        right_to_left=language.right_to_left,
        foot=foot,
        blocks=(*blocks, *([Paragraph(made, "quiet")] if form == "pdf" else ())),
        colours=(
            ("ink", LIGHT.ink),
            ("muted", LIGHT.muted),
            ("amber", LIGHT.amber),
            ("sage", LIGHT.sage),
            ("wave", LIGHT.wave),
        ),
    )
