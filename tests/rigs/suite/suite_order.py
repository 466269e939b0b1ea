"""Which files of tests begin first, so that where several are tested at a time none is left alone at the end."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

LONGEST = (
    "tests/ui/desktop/test_leaks.py",
    "tests/ui/desktop/walks/test_walks.py",
    "tests/soak/test_soak.py",
    "tests/biofeedback/signals/detection/test_real_pulse_beats.py",
    "tests/biofeedback/signals/detection/test_pulse_beats.py",
    "tests/biofeedback/test_odd_systems.py",
    "tests/devices/streams/test_wave_beats.py",
    "tests/biofeedback/signals/detection/test_ecg_trust.py",
    "tests/ui/pictures/test_pictures.py",
    "tests/ui/desktop/test_contrast.py",
    "tests/ui/sound/test_device.py",
    "tests/biofeedback/signals/breath/test_respiration.py",
    "tests/biofeedback/signals/detection/test_pulse_trust.py",
    "tests/ui/desktop/test_pseudo_language.py",
    "tests/devices/transports/bluetooth/test_strap_faults.py",
    "tests/devices/transports/serial/test_sensor.py",
    "tests/devices/transports/serial/test_port_faults.py",
    "tests/biofeedback/test_any_terminal.py",
    "tests/test_documented_commands.py",
    "tests/biofeedback/app/study/test_study.py",
    "tests/biofeedback/app/room/test_room_session.py",
    "tests/biofeedback/app/room/test_seats.py",
    "tests/ui/desktop/test_startup.py",
    "tests/ui/desktop/audience/test_room_on_the_wall.py",
    "tests/test_no_process_left.py",
    "tests/devices/transports/bluetooth/test_room_of_straps.py",
    "tests/biofeedback/app/study/test_cluster.py",
    "tests/ui/sound/test_devices_heard.py",
    "tests/ui/desktop/review/test_real_keys.py",
    "tests/ui/desktop/audience/test_audience.py",
    "tests/devices/transports/bluetooth/test_room_practice.py",
    "tests/ui/desktop/test_right_to_left.py",
    "tests/biofeedback/pipelines/test_one_heart.py",
    "tests/biofeedback/signals/coupling/test_followers.py",
    "tests/ui/desktop/test_display_scale.py",
    "tests/biofeedback/test_asked_of_the_system.py",
    "tests/devices/transports/bluetooth/test_many_straps.py",
    "tests/sessions/live/test_lsl_streams.py",
    "tests/biofeedback/signals/breath/test_real_breaths.py",
    "tests/biofeedback/signals/breath/test_record_breath.py",
    "tests/biofeedback/signals/detection/test_ecg_beats.py",
    "tests/biofeedback/signals/detection/test_real_ecg_beats.py",
    "tests/test_whole_practice.py",
    "tests/test_asked_in_practice.py",
    "tests/ui/words/test_error_words.py",
    "tests/ui/words/test_english.py",
    "tests/fuzz/test_work_follows_data.py",
    "tests/biofeedback/app/recordings/test_sharing.py",
    "tests/devices/streams/test_text_waves.py",
    "tests/devices/firmware/test_firmware.py",
    "tests/test_several_hearts.py",
    "tests/test_hearts_told.py",
    "tests/biofeedback/cli/test_spoken_languages.py",
    "tests/devices/transports/bluetooth/test_strap.py",
    "tests/devices/transports/bluetooth/test_bluetooth_there.py",
    "tests/devices/transports/bluetooth/test_strap_practice.py",
    "tests/ui/sound/track/test_sound_file.py",
    "tests/ui/sound/track/test_track_sound.py",
    "tests/ui/desktop/help/test_help_panel.py",
)
"""Those that take longest on two processors, the longest first; whatever is not named follows in its usual order."""


class _Located(Protocol):
    location: tuple[str, int | None, str]


Item = TypeVar("Item", bound=_Located)


def longest_first(items: Iterable[Item]) -> list[Item]:
    """Return tests with those of the longest files first; within a file, and for all others, their order stays."""
    place = {file: number for number, file in enumerate(LONGEST)}
    return sorted(items, key=lambda item: place.get(item.location[0].replace("\\", "/"), len(place)))
