"""What the person is told, in English: of a notice, of a link, or for an error of a sensor."""

from biofeedback.codes import LinkCode, NoticeCode
from biofeedback.errors import SensorUnavailableError
from biofeedback.events import LinkChanged, Notice
from biofeedback.facts import facts
from devices.streams.stream import Announcement
from ui.words.languages import english
from ui.words.notice_words import notice_sentence
from ui.words.sensors.link_words import link_sentence


def sentence_of(what: LinkChanged | Notice | SensorUnavailableError | Announcement | None) -> str:
    """Return the sentence for it; empty for nothing."""
    if what is None:
        return ""
    if isinstance(what, LinkChanged | SensorUnavailableError):
        return link_sentence(what.code, what.facts, english())
    return notice_sentence(what.code, what.facts, english())


def link_saying(sentence: str) -> dict[str, object]:
    """Return the code and facts of a link of which this sentence is told."""
    return {"code": LinkCode.RECORDED_SENTENCE, "facts": facts(sentence=sentence)}


def notice_saying(sentence: str) -> dict[str, object]:
    """Return all but the time of a notice of which this sentence is told."""
    return {"source": "", "code": NoticeCode.RECORDED_SENTENCE, "facts": facts(sentence=sentence)}


def words_of(code: LinkCode | NoticeCode, **values: str | int) -> str:
    """Return the sentence for a code with these facts."""
    if isinstance(code, LinkCode):
        return link_sentence(code, facts(**values), english())
    return notice_sentence(code, facts(**values), english())
