"""What a person can say of some serial sensors beside their port and what they speak."""

from devices.sensor_kinds import SensorOption

KIND = SensorOption(
    name="kind",
    example="ecg",
    about="a wave is an ECG, or a pulse wave (kind=pulse), where it is not to be found out",
    allowed=("ecg", "pulse"),
)
HEART = SensorOption(
    name="heart",
    example="A2",
    about="which input of a BITalino carries the heart (A1 unless given)",
    allowed=("A1", "A2", "A3", "A4", "A5", "A6"),
    usual="A1",
)
RATE = SensorOption(
    name="rate",
    example="100",
    about="how often a BITalino samples: 1000 times a second (unless given) or 100",
    allowed=("1000", "100"),
    usual="1000",
    channel_name="rate_hz",
)
