"""The two checklists of one recording together, and their items as lines."""

from ui.words.language import Language
from ui.words.report.checklist import Item
from ui.words.report.facts import ReportFacts
from ui.words.report.graph import graph_items
from ui.words.report.lalanza import lalanza_items


def checklist_items(facts: ReportFacts, language: Language) -> tuple[Item, ...]:
    """Return every item of both lists, in their order."""
    return (*graph_items(facts, language), *lalanza_items(facts, language))


def item_words(item: Item, language: Language) -> str:
    """Return what the recording knows of an item and what remains to be said."""
    if not item.to_say:
        return item.said
    remains = language.gettext("For you to say: {what}.").format(what=item.to_say)
    return f"{item.said} {remains}".strip()


def item_lines(item: Item, language: Language) -> tuple[str, str]:
    """Return an item as two lines: its name, and what is said of it."""
    return f"  {item.number:<3} {item.name}", f"      {item_words(item, language)}"
