"""The formats that a recording can be written as."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """What a recording can be written as."""

    CSV = "csv"
    KUBIOS = "kubios"
    HRV_LOGGER = "hrv-logger"
    BIDS = "bids"
    EDF = "edf"
    PARQUET = "parquet"
    XDF = "xdf"
    ALL = "all"
