"""How a table says that rows change places and columns do not.

Without that hint Qt's header takes the widths of all columns up again and hides the hidden ones anew, which paints the
whole table at every change of the order.
"""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel

_ROWS: Final = QAbstractItemModel.LayoutChangeHint.VerticalSortHint
# The form of the two signals that takes a hint.
_HINTED: Final = ("QList<QPersistentModelIndex>", "QAbstractItemModel::LayoutChangeHint")


def tell_rows_will_move(model: QAbstractTableModel) -> None:
    """Emit `layoutAboutToBeChanged` for rows."""
    model.layoutAboutToBeChanged[_HINTED].emit([], _ROWS)  # type: ignore[index] # the stubs know one form only


def tell_rows_moved(model: QAbstractTableModel) -> None:
    """Emit `layoutChanged` for rows."""
    model.layoutChanged[_HINTED].emit([], _ROWS)  # type: ignore[index] # the stubs know one form only
