"""The colours by name, one set for dark and one for light. Widgets ask for a token, never for a hex value.

Contrast is recomputed by a test: text at least 4.5, controls, marks and series at least 3 (WCAG 2).
"""

from dataclasses import dataclass
from typing import Final

SERIES: Final = ("#1992EF", "#E36D19", "#7A55C7", "#679968", "#C73E8D", "#04819E", "#7A6804", "#A05B5A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One mode. Colours are "#RRGGBB".

    Attributes:
        bg0: frame: header, rail, status bar, table header.
        bg1: page, table, charts, fields.
        bg2: panels beside the page, buttons.
        hover: hovered row or item, chosen rail item.
        line, line2: hairlines between areas; outline of buttons and base line of an axis.
        ctl: outline of fields and check boxes.
        grid: grid lines in charts.
        t1, t2, t3: text; second text and icons at rest; labels, axis text and hints.
        zero: zeros, the dash for unknown, disabled text.
        accent, fill: links, focus and sort arrow; the one primary button.
        sel: selected row, bar behind a ranked row.
        good, warn, crit: always with an icon or a word.
        critfill: danger button, count badge.
        on_fill: text and icons on a filled button.
        past, pastbg, pastsel: everything that says "not now".
        new, ended: row background for a second.
        heat: five steps of the tint of a cell, faint to strong.
        series: eight colours of lines, taken in this order, on bg1 only.
        sequential, diverging: ramps of nine stops, little to much.
    """

    name: str
    bg0: str
    bg1: str
    bg2: str
    hover: str
    line: str
    line2: str
    ctl: str
    grid: str
    t1: str
    t2: str
    t3: str
    zero: str
    accent: str
    fill: str
    sel: str
    good: str
    warn: str
    crit: str
    critfill: str
    on_fill: str
    past: str
    pastbg: str
    pastsel: str
    new: str
    ended: str
    heat: tuple[str, ...]
    series: tuple[str, ...] = SERIES
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]


def _stops(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DARK: Final = Theme(
    name="dark",
    bg0="#15171A",
    bg1="#1A1D21",
    bg2="#1F2328",
    hover="#262B31",
    line="#2B3037",
    line2="#3C434C",
    ctl="#69727D",
    grid="#272C32",
    t1="#E6E8EB",
    t2="#A9B0B9",
    t3="#8A939E",
    zero="#707983",
    accent="#6CAAF5",
    fill="#2B6CC4",
    sel="#1E3A5F",
    good="#62C08C",
    warn="#E2AC45",
    crit="#F47C7E",
    critfill="#C03A40",
    on_fill="#FFFFFF",
    past="#B7A1F0",
    pastbg="#272238",
    pastsel="#3A3157",
    new="#1D3A2B",
    ended="#43262A",
    heat=_stops("#2B2722 #3A3123 #4B3B24 #5C4626 #705127"),
    sequential=_stops("#1B2129 #213650 #254E7A #186F96 #0293A8 #2AB7AE #75D09A #C1E086 #F8EE9F"),
    diverging=_stops("#74C2EE #4E97CC #2D6CA8 #324B6C #322C28 #6A4227 #A35828 #C77D44 #EEA563"),
)

LIGHT: Final = Theme(
    name="light",
    bg0="#F3F4F6",
    bg1="#FFFFFF",
    bg2="#F8F9FA",
    hover="#EDF0F3",
    line="#E2E5E9",
    line2="#C8CDD4",
    ctl="#7F8791",
    grid="#ECEEF1",
    t1="#1B1F24",
    t2="#4F5863",
    t3="#626B76",
    zero="#7F8791",
    accent="#1A62C0",
    fill="#1A62C0",
    sel="#D5E5FA",
    good="#187343",
    warn="#8A5A00",
    crit="#C02A30",
    critfill="#C02A30",
    on_fill="#FFFFFF",
    past="#6640B4",
    pastbg="#F0EBFB",
    pastsel="#DDD2F5",
    new="#D9F2E3",
    ended="#FBDFE0",
    heat=_stops("#FEF3E2 #FDE7C5 #FBDBA8 #FACC86 #F9BE63"),
    sequential=_stops("#F6F4EB #D2E6BF #98D5B2 #5BBEB3 #2CA0AF #157FA6 #205D94 #25417A #1F285A"),
    diverging=_stops("#184F90 #3D7AB0 #67A5D0 #AECAE4 #F3EFED #E7C3A8 #D7915F #B46638 #8D3C18"),
)
