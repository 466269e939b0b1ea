"""What numbers rest on that is no number itself: how beats are found, placed and corrected, each with a version."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage between the bytes of a sensor and the numbers.

    Attributes
    ----------
    name : str
        Its name in a recording.
    title : str
        Its name for people.
    code : str
        Where it is computed.
    changes : tuple of str
        What is computed otherwise since its first version, a sentence for each later version, the oldest first.
    rests_on : tuple of str
        The stages before it, by name.
    needs_wave : bool
        Whether it works on a sampled wave, and does nothing where a sensor tells beats.
    """

    name: str
    title: str
    code: str
    changes: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    needs_wave: bool = False

    @property
    def version(self) -> int:
        """Which version of it this is, from 1 on; numbers of two versions need not agree."""
        return 1 + len(self.changes)


_FREQUENT_EXTRA_BEATS = (
    "Frequent extra beats no longer widen what is ordinary, a moved beat counts once, and several left out or added "
    "at once are split or merged."
)
_KNOWN_BY_PAUSE = (
    "One or two intervals that are shorter by up to a fifth are recognised by the pause after them, or in a "
    "pattern of extra beats."
)
_LARGE_FOR_THE_MEDIAN = (
    "No change that is large beside the median change around it is ordinary, where extra beats come now and then."
)

_T_WAVES_MERGED = (
    "T waves that were counted for several beats in a row are merged with their beats; and of two beats that are "
    "closer than 300 ms neither counts as one that is as it came."
)
_CLOSE_BEATS_JOINED = (
    "Two beats that are closer than 300 ms are one, where the time between them and an interval beside it are one as "
    "usual; and the pause after an early beat is no longer taken for a beat that was not seen."
)
_CLOSE_BEATS_COMPARED = (
    "What follows on beats that are too close together is compared in one way, while practising and of a whole record."
)
_TOLD_BY_THE_QUIETER_SIDE = (
    "Where extra beats come in bouts, the quieter time before or after them tells which changes are ordinary."
)

STAGES = (
    Stage(
        "decoding",
        "Reading of what sensors send",
        "devices.streams",
        changes=(
            "Equal packets after a silence are two where there was time for both.",
            "Where a wave comes along, a sensor's own beats count while it is a pulse.",
            "What waited in a long silence is no measure of whether there was time for equal packets.",
            "The usual time between the packets of a sensor tells what a silence is, so that packets that come twice "
            "are one where it sends seldom.",
            "A wave beside a sensor's own beats is no pulse while it is a single tone, as hum is.",
            "A wave beside a sensor's own beats is no pulse while these come as steadily as a machine, and nothing "
            "else moves it.",
        ),
    ),
    Stage(
        "ecg_beats",
        "Beats found in an ECG",
        "biofeedback.signals.detection",
        changes=(
            "One search of our own, whose window for T waves follows the rate: all beats of fast hearts are found.",
            "The quality of a beat is about how likely it is right, also in noise: it looks between the beats too.",
            "Beats count once the wave has been judged to be an ECG, and while it is one.",
            "The quality also weighs other peaks that are as high as the beat, and says which of two beats that "
            "are too close is the right one.",
            "The quality also weighs whether the signal steps to another height at the beat, as it does where an "
            "electrode moves.",
            "A signal that steps and does not come back, as of a light that is switched, is no ECG.",
            "A P wave as high as the R is told from it by its blunter top and its steady distance; where the two "
            "cannot be told apart, the quality is low.",
            "A complex that goes to and fro is no step, though the baseline stays moved: in a bundle branch block at "
            "120 a minute, and beside a raised ST segment without a P wave.",
            "A T wave higher than the R is told from the next beat: it is blunter, comes within the QT interval, and "
            "follows the beat before as well.",
            "Tops of strong noise are seldom taken for high T waves: those of beat and beat before are about as high.",
        ),
        needs_wave=True,
    ),
    Stage(
        "pulse_beats",
        "Beats found in a pulse wave",
        "biofeedback.signals.detection",
        changes=(
            "The window for dicrotic waves follows the rate, so that all beats of fast hearts are found.",
            "Beats count while the wave is a pulse.",
            "The wave's own period tells beats from strong dicrotic waves; beats wait for the wave to be judged.",
            "The quality of a beat is about how likely it is right, also in noise.",
            "In a stretch of nine beats that movement mostly hides, no beat is believed.",
            "A wave counts as a pulse by its beats too: hum sampled to a slow tone tells none, and fast hearts do.",
            "Movement with a rhythm of its own lowers the quality, most where it takes over from a pulse at once.",
            "In a recorded wave beats count as live, while it is a pulse; a finger that comes back is heard sooner.",
            "A quick pulse that rises steeply is no longer taken for an ECG, and its beats count.",
            "Where beats are unlike each other and the wave rises as it falls, as in a walk, none is nearly sure.",
            "Hum of the mains that is sampled down to the rate of a heart is known by how steady it is.",
            "What comes as steadily as a fan or a lamp that blinks, in a wave that nothing else moves, is no pulse.",
            "How much noise in the wave adds to the RMSSD is told beside the beats.",
        ),
        needs_wave=True,
    ),
    Stage(
        "timeline",
        "Places of the beats in time",
        "biofeedback.signals.timing",
        changes=(
            "No beat lies after its arrival, and beats that did not come are recognised by the lags of all packets.",
            "Packets that had to wait in a stall are no measure of the others, however slowly they come; and where "
            "packets come in step with seconds of their own, a delay of these seconds is not taken for a beat that "
            "did not come.",
            "Beats of files of other programs lie where these tell it, and a hole between them is a break.",
            "A stall that begins again before all that waited has come is no longer taken for beats that did not come.",
        ),
        rests_on=("decoding", "ecg_beats", "pulse_beats"),
    ),
    Stage(
        "live_correction",
        "Correction while practising",
        "biofeedback.signals.artefacts",
        changes=(
            _FREQUENT_EXTRA_BEATS,
            _KNOWN_BY_PAUSE,
            "A beat found in a wave counts as one that cannot be taken as it came where its quality is below 0.5.",
            _LARGE_FOR_THE_MEDIAN,
            _T_WAVES_MERGED,
            _CLOSE_BEATS_JOINED,
            _CLOSE_BEATS_COMPARED,
        ),
        rests_on=("timeline",),
    ),
    Stage(
        "correction",
        "Correction in an analysis",
        "biofeedback.signals.artefacts",
        changes=(
            _FREQUENT_EXTRA_BEATS,
            _KNOWN_BY_PAUSE,
            "Intervals beside beats of a wave that cannot be trusted are set aside.",
            _LARGE_FOR_THE_MEDIAN,
            _T_WAVES_MERGED,
            _CLOSE_BEATS_JOINED,
            _CLOSE_BEATS_COMPARED,
            _TOLD_BY_THE_QUIETER_SIDE,
        ),
        rests_on=("timeline",),
    ),
    Stage(
        "irregular_beats",
        "Beats that come without order",
        "biofeedback.signals.artefacts",
        changes=(
            "While practising they are given sooner, from windows of 20, 24 and 32 s too.",
            "In whole records, too, short windows find bouts of less than a minute.",
            "In whole records windows lie 4 s apart, and as little suffices as live: more short bouts are found.",
        ),
        rests_on=("timeline",),
    ),
    Stage(
        "coherence",
        "Windows of the rhythm coherence",
        "biofeedback.signals.variability",
        changes=(
            "The flank of a swing outside the band is not a peak in it.",
            "Powers are summed in another order, which changes the last digits.",
            "Up to 15 % of the beats of a window may be corrected, which lowers its quality.",
            "The quality is lower where the rhythm is uneven beside beats that were corrected.",
        ),
        rests_on=("live_correction", "irregular_beats"),
    ),
    Stage(
        "breath",
        "Reading of the breath",
        "biofeedback.signals.breath",
        changes=(
            "Windows and their peaks are summed up together, which changes the last digits.",
            "A rhythm that may be the double of a breath is no surer than the breath at half its rate.",
        ),
        rests_on=("live_correction", "irregular_beats", "decoding"),
    ),
    Stage(
        "resonance",
        "Search for the resonance frequency",
        "biofeedback.signals.resonance",
        changes=(
            "Where the criteria disagree, both answers are given, and which criterion decided.",
            "A pace whose swing something else made, such as a cough, no longer decides alone.",
        ),
        rests_on=("live_correction", "irregular_beats"),
    ),
)
"""In the order in which they are passed."""
