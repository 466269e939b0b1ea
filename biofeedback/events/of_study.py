"""Events of a study: the blocks of its protocol, and what was answered to its forms."""

from dataclasses import dataclass

from biofeedback.event_kinds import BlockKind, FormMoment, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBegan:
    """A step of a protocol began that is a block, at the moment of its `StepBegan`.

    ``block`` is its place among the steps, from 1, as in the tables of a study. ``label`` is a code that is shown to
    nobody. Nothing says what the light shows in it, nor in which condition.
    """

    t_s: float
    block: int
    kind: BlockKind
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswered:
    """A question of a form was answered, or passed over: ``value`` is empty then.

    Forms ``before`` are asked before the session begins, so that neither sensors nor the practice wait for anybody;
    what was answered is kept at its beginning, at ``t_s``, in the order in which it was asked. ``took_s`` is how long
    the question was there. ``value`` is ``0`` to ``100`` of a visual analogue, the number of a choice from ``1`` of a
    Likert question, or free words, which are the person's own. ``asked`` is the question as it was put, ``meaning``
    what the value means in the words of the form: the ends of a line, or the choice.
    """

    t_s: float
    form: str
    moment: FormMoment
    question: str
    kind: QuestionKind
    value: str
    took_s: float
    asked: str
    meaning: str
