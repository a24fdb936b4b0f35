"""Leads from any page to one process in the list of processes."""

from procmon_gui.domain.identity import ProcessKey
from procmon_gui.ui.main_window import LIST_PAGE, MainWindow
from procmon_gui.ui.pages.processes import ProcessesPage


def go_to_process(window: MainWindow, page: ProcessesPage, key: ProcessKey) -> bool:
    """Open the list at this process and give it the keyboard; False when it is not there any more.

    Where the filter or a closed parent hides it, the filter asks for it.
    """
    serial = _serial_of(page, key)
    if serial is None:
        return False
    window.open_page_named(LIST_PAGE)
    if page.is_dirty:
        page.draw()
    row = _row_of(page, serial)
    if row < 0:
        window.filter_box.set_query_text(f"pid = {key.pid}")
        row = _row_of(page, serial)
    if row >= 0:
        page.view.go_to_row(row)
    page.view.setFocus()
    return True


def _serial_of(page: ProcessesPage, key: ProcessKey) -> int | None:
    snapshot = page.snapshot
    if snapshot is None or snapshot.boot_id != key.boot_id:
        return None
    slots = snapshot.rows
    columns = snapshot.columns
    found = slots[(columns["pid"][slots] == key.pid) & (columns["start_ticks"][slots] == key.start_ticks)]
    return int(snapshot.serials[found[0]]) if len(found) else None


def _row_of(page: ProcessesPage, serial: int) -> int:
    return page.model.rows.row_of(serial)
