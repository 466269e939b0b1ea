"""The whole report of one recording as a document: the page for the person, and the annex where it is wanted."""

from typing import Literal, TypeAlias

from biofeedback.document import Document, Paragraph
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
    if form == "pdf":
        made = language.gettext(
            "This file was made as PDF/UA-1, for people who read with their ears or fingers as well."
        )
        blocks.append(Paragraph(made, "quiet"))
    return Document(
        title=page_title(facts, language),
        language=language.code,
        right_to_left=language.right_to_left,
        foot=language.gettext("Soften · {name}").format(name=facts.name),
        blocks=tuple(blocks),
        colours=(
            ("ink", LIGHT.ink),
            ("muted", LIGHT.muted),
            ("amber", LIGHT.amber),
            ("sage", LIGHT.sage),
            ("wave", LIGHT.wave),
        ),
    )
