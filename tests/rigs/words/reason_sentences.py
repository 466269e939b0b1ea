"""The English sentence of a reason, as a person is told it."""

from biofeedback.events import Metric
from biofeedback.reasons import Reason
from ui.words.languages import english
from ui.words.reason_words import coded_sentence, reason_sentence


def why_of(reason: Reason | None) -> str:
    """Return the sentence; empty without a reason."""
    return "" if reason is None else reason_sentence(reason, english())


def why_unknown(metric: Metric) -> str:
    """Return why a metric is not known; empty when it is."""
    return coded_sentence(metric.reason, metric.facts, english())
