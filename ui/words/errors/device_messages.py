"""What is wrong with a sensor as it is written down, and what keeps a practice from being heard."""

from collections.abc import Mapping

from biofeedback.error_codes import DataErrorCode, SensorSpecErrorCode, SoundErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_specs(language) | _of_sensors(language) | _of_sound(language, given)


def _of_specs(language: Language) -> dict[str, str]:
    return {
        SensorSpecErrorCode.NOTHING_BEHIND_COLON: language.gettext(
            "Nothing stands behind “{kind}:”; write for example {example}"
        ),
        SensorSpecErrorCode.SENSOR_UNKNOWN: language.gettext(
            "There is no sensor “{sensor}”; known are {known}, for example {example}"
        ),
        SensorSpecErrorCode.REPLAY_WITHOUT_FILE: language.gettext(
            "A replay needs a recording; write for example {example}"
        ),
        SensorSpecErrorCode.SENSOR_NEEDED: language.gettext(
            "Here a heart is needed, and so a sensor; write for example {example}"
        ),
        SensorSpecErrorCode.SENSOR_TWICE: language.gettext(
            "“{sensor}” stands twice; please name each sensor, so that they can be told apart."
        ),
        SensorSpecErrorCode.NONE_BESIDE_SENSOR: language.gettext(
            "“{none}” is a practice without a sensor, so no sensor can stand beside it."
        ),
        SensorSpecErrorCode.NONE_TWICE: language.gettext(
            "“{none}” stands twice; once is enough for a practice without a sensor."
        ),
        SensorSpecErrorCode.EXTRA_UNKNOWN: language.gettext(
            "A strap can be asked for {others} and {last} beside the heart, not for “{extra}”; "
            "write for example {example}"
        ),
        SensorSpecErrorCode.EXTRAS_TWICE: language.gettext("“{option}=” stands twice; write for example {example}"),
        SensorSpecErrorCode.FAULT_TWICE: language.gettext(
            "The option “{option}” stands twice; once is enough, for example {example}"
        ),
        SensorSpecErrorCode.FAULT_WITHOUT_VALUE: language.gettext(
            "The option “{option}” takes no value; write {example}"
        ),
        SensorSpecErrorCode.FAULT_UNKNOWN: language.gettext(
            "The simulated heart has no option “{option}”; it knows {known}, for example {example}"
        ),
        SensorSpecErrorCode.FAULT_OUT_OF_RANGE: language.gettext(
            "“{option}” goes from 0 to {largest}, and “{text}” is not in that; write for example {example}"
        ),
        SensorSpecErrorCode.FAULT_WITH_COMMA: language.gettext(
            "A comma stands between two options, so “{text}” cannot be read; write {number}"
        ),
        SensorSpecErrorCode.DROPOUT_WITHOUT_TIME: language.gettext(
            "A dropout says how long and from when; write for example {example}"
        ),
        SensorSpecErrorCode.DROPOUT_OF_NOTHING: language.gettext(
            "A dropout lasts longer than 0 s; write for example {example}"
        ),
        SensorSpecErrorCode.DROPOUTS_TOUCH: language.gettext(
            "The dropouts {first} and {second} touch each other; leave time between them, for example {example}"
        ),
        SensorSpecErrorCode.BAUD_UNKNOWN: language.gettext(
            "“baud={baud}” is not a speed of a port; common ones are 9600, 57600 and 115200."
        ),
        SensorSpecErrorCode.SERIAL_OPTION_UNKNOWN: language.gettext(
            "“{option}” cannot be said of a serial sensor; this can, for example: {known}."
        ),
        SensorSpecErrorCode.SERIAL_OPTION_TWICE: language.gettext(
            "“{option}” is said twice of the sensor at {port}; once is enough."
        ),
        SensorSpecErrorCode.SERIAL_OPTION_KNOWN: language.gettext(
            "What {protocol} sends is known; leave {option} away."
        ),
        SensorSpecErrorCode.SERIAL_OPTION_OF_ANOTHER: language.gettext(
            "“{option}” is for {sensor}; name it with protocol={protocol}."
        ),
        SensorSpecErrorCode.VALUE_UNKNOWN: language.gettext("“{option}” is unknown; it can be {known}."),
    }


def _of_sensors(language: Language) -> dict[str, str]:
    return {
        SensorSpecErrorCode.MODEL_AMBIGUOUS: language.gettext(
            "“{text}” could be several: {models}. Please name one of them."
        ),
        SensorSpecErrorCode.MODEL_UNKNOWN: language.gettext(
            "There is no “{text}” in the catalogue; known are {models}."
        ),
        SensorSpecErrorCode.POLAR_CHANNEL_UNKNOWN: language.gettext("“{channel}” is not a channel of a Polar sensor."),
        SensorSpecErrorCode.BITALINO_CHANNELS: language.gettext(
            "The channels of a BITalino are A1 to A6, each once, with a plus between: channels=A1+A2."
        ),
        SensorSpecErrorCode.BITALINO_HEART: language.gettext(
            "The heart of a BITalino is on one of its channels: heart={channel}, for one."
        ),
        SensorSpecErrorCode.BITALINO_KIND: language.gettext(
            "The heart of a BITalino is an ECG or a pulse: kind=ecg or kind=pulse."
        ),
        SensorSpecErrorCode.BITALINO_RATE: language.gettext(
            "A BITalino is asked for 1000 or 100 samples a second: rate_hz=1000 or rate_hz=100."
        ),
        SensorSpecErrorCode.CLOSED: language.gettext("The connection to sensors is closed. Please start Soften again."),
        DataErrorCode.MALFORMED: "{problem}: {data}",
    }


def _of_sound(language: Language, given: Given) -> dict[str, str]:
    return {
        SoundErrorCode.NO_LIBRARY: language.gettext(
            "Sound goes through the library PortAudio, which is not on this machine (on Debian the package "
            "libportaudio2). The practice goes on in silence."
        ),
        SoundErrorCode.NO_SPEAKER: language.gettext(
            "There is no loudspeaker within reach, so the practice goes on in silence."
        ),
        SoundErrorCode.SPEAKER_LOST: language.gettext(
            "The loudspeaker went away. The practice goes on in silence, and sound comes back when it does."
        ),
        SoundErrorCode.SPEAKER_ELSEWHERE: language.gettext(
            "The loudspeaker for the room, {quoted_name}, is not within reach. Sound goes to the usual one, and the "
            "practice goes on."
        ),
        SoundErrorCode.STOPPED: language.gettext(
            "The sound had to stop, through a fault of ours; the practice and the recording go on."
        ),
        SoundErrorCode.VOLUME_OUT_OF_RANGE: language.gettext("The volume is {volume}; it can be from 0 (silent) to 1."),
        SoundErrorCode.BREATH_VOLUME_OUT_OF_RANGE: language.gettext(
            "The breath volume is {volume}; it can be from 0 (silent) to 1."
        ),
        SoundErrorCode.BELLS_VOLUME_OUT_OF_RANGE: language.gettext(
            "The bells volume is {volume}; it can be from 0 (silent) to 1."
        ),
        SoundErrorCode.VOICE_VOLUME_OUT_OF_RANGE: language.gettext(
            "The voice volume is {volume}; it can be from 0 (silent) to 1."
        ),
        SoundErrorCode.BREATH_SOUND_UNKNOWN: language.gettext(
            "The sound of the breath can be {known}, not {quoted_sound}."
        ),
        SoundErrorCode.VOICE_SOUND_UNKNOWN: language.gettext(
            "The sound of the voice can be {known}, not {quoted_sound}."
        ),
        SoundErrorCode.WARMTH_SOUND_UNKNOWN: language.gettext(
            "Whether the warmth is heard can be true or false, not {quoted_sound}."
        ),
        SoundErrorCode.NO_SOUND_READER: language.gettext(
            "Sound files are read by the library soundfile, which is not on this machine: pip install soundfile"
        ),
        SoundErrorCode.TRACK_MISSING: language.gettext("There is no sound file {file}."),
        SoundErrorCode.TRACK_UNREADABLE: language.gettext("The sound file {file} cannot be read: {problem}."),
        SoundErrorCode.TRACK_NOT_ORDINARY: language.gettext(
            "The sound file {file} cannot be used: it is not an ordinary file."
        ),
        SoundErrorCode.TRACK_NO_SOUND: language.gettext(
            "There is no sound in {file} that can be read here; MP3, FLAC, OGG and WAV files can."
        ),
        SoundErrorCode.TRACK_EMPTY: language.gettext(
            "There is less than a second of sound in {file}, so there is nothing to practise with."
        ),
        SoundErrorCode.TRACK_TOO_LONG: language.gettext(
            "The sound file {file} is {hours} hours long; a practice can be up to {longest_hours} hours."
        ),
        SoundErrorCode.TRACK_CHANGED: language.gettext(
            "The sound file {file} is another than this practice was made with; it is played as it is."
        ),
        SoundErrorCode.NO_LIBRARY_TO_HEAR: language.gettext(
            "The microphone is reached by the library PortAudio, which is not on this machine (on Debian the package "
            "libportaudio2)."
        ),
        SoundErrorCode.NO_MICROPHONE: language.gettext(
            "There is no microphone within reach; plug one in, then begin the take again."
        ),
        SoundErrorCode.MICROPHONE_REFUSED: language.gettext(
            "This machine does not let Soften hear the microphone; allow it in its settings for privacy or sound, "
            "then begin the take again."
        ),
        SoundErrorCode.NO_SPEAKER_FOR_TAKE: language.gettext(
            "There is no loudspeaker within reach, so the take is kept and cannot be heard now."
        ),
        SoundErrorCode.NOTHING_TO_SAY: language.gettext("{practice} has no words to read out."),
        SoundErrorCode.TAKE_NOT_KEPT: language.gettext("The take cannot be kept in {path}: {problem}."),
        SoundErrorCode.TAKE_NOT_DELETED: language.gettext("The take {path} cannot be deleted: {problem}."),
        SoundErrorCode.NO_MACHINE_VOICE: language.gettext(
            "No voice of this machine can speak into a file (on Debian the package espeak-ng brings one)."
        ),
        SoundErrorCode.MACHINE_VOICE_SILENT: language.gettext(
            "The voice of this machine ({program}) did not speak; what it spoke before stays."
        ),
        SoundErrorCode.MACHINE_VOICE_OF_OTHER_LANGUAGE: language.gettext(
            "No voice of this machine ({program}) speaks this language, so nothing was spoken."
        ),
        SoundErrorCode.VOICE_TOO_LONG: language.ngettext(
            "The voice file {file} cannot be used: it is longer than {longest_s} second. "
            "The practice goes on without it.",
            "The voice file {file} cannot be used: it is longer than {longest_s} seconds. "
            "The practice goes on without it.",
            given.count("longest_s"),
        ),
        SoundErrorCode.VOICE_MISSING: language.gettext(
            "The voice file {file} cannot be used: there is no such file. The practice goes on without it."
        ),
        SoundErrorCode.VOICE_UNREADABLE: language.gettext(
            "The voice file {file} cannot be used: {problem}. The practice goes on without it."
        ),
        SoundErrorCode.VOICE_NOT_OPENED: language.gettext(
            "The voice file {file} cannot be used: it cannot be opened. The practice goes on without it."
        ),
        SoundErrorCode.VOICE_NOT_ORDINARY: language.gettext(
            "The voice file {file} cannot be used: it is not an ordinary file. The practice goes on without it."
        ),
        SoundErrorCode.VOICE_NO_WAV: language.gettext(
            "The voice file {file} cannot be used: it is not a WAV file with whole-number samples ({problem}). "
            "The practice goes on without it."
        ),
        SoundErrorCode.VOICE_OF_OTHER_FORM: language.gettext(
            "The voice file {file} cannot be used: {bits} bits at {rate_hz} Hz are not understood. "
            "The practice goes on without it."
        ),
    }
