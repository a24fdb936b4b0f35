"""The units of the catalogue. How a number with a unit is worded is decided in `wording`."""

from enum import Enum


class Unit(Enum):
    """The unit of a metric, as it is stored and as queries count it."""

    NONE = ""
    TEXT = "text"
    FLAG = "flag"
    CHOICE = "choice"
    COUNT = "count"
    COUNT_PER_S = "/s"
    RATIO = "ratio"
    BYTES = "B"
    BYTES_PER_S = "B/s"
    BITS_PER_S = "bit/s"
    SECONDS = "s"
    TIME_UTC_S = "utc_s"
    HERTZ = "Hz"
    CELSIUS = "°C"
    RPM = "rpm"
    WATT = "W"
    EXIT = "exit"
