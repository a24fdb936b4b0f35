"""Qt habits that cost a crash, a leak or a hole when they are broken, read from the source of the face."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import imports, parsed, place, python_files

FACE = python_files("procmon_gui/ui", "procmon_gui/app.py", "procmon_gui/program.py", "procmon_gui/program_parts.py")

# The wheel PySide6-Essentials holds these; the others of the full PySide6 are 450 MB that we do not install.
ESSENTIALS = {
    "QtConcurrent", "QtCore", "QtDBus", "QtGui", "QtNetwork", "QtOpenGL", "QtOpenGLWidgets", "QtPrintSupport",
    "QtSql", "QtSvg", "QtSvgWidgets", "QtTest", "QtWidgets", "QtXml",
}  # fmt: skip
SELF_CHOSEN_FORMAT = {"information", "warning", "critical", "question", "about"}


# ---------------------------------------------------------------- the rules, each a function over one syntax tree


def foreign_receivers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each `signal.connect(x)` where x is no `@Slot` method or signal: a lambda, a function, a bare method.

    A lambda or plain function connected to a worker's signal runs in the worker's thread, and one that captures
    `self` keeps the widget alive for ever. Methods that the class does not define itself are Qt's own slots.
    """
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    classes: list[ast.ClassDef | None] = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for owner in classes or [None]:
        methods = {node.name: node for node in (owner.body if owner else []) if isinstance(node, ast.FunctionDef)}
        for call in ast.walk(owner or tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "connect":
                fault = _receiver_fault(call, methods, functions | _inner_functions(owner))
                if fault:
                    yield call.lineno, fault


def _inner_functions(owner: ast.ClassDef | None) -> set[str]:
    methods = [node for node in (owner.body if owner else []) if isinstance(node, ast.FunctionDef)]
    return {
        node.name
        for method in methods
        for node in ast.walk(method)
        if isinstance(node, ast.FunctionDef) and node is not method
    }


def _receiver_fault(call: ast.Call, methods: dict[str, ast.FunctionDef], functions: set[str]) -> str:
    receiver = call.args[0] if call.args else None
    if isinstance(receiver, ast.Lambda):
        return "a lambda is connected"
    if isinstance(receiver, ast.Call):
        return "a made-up function (partial?) is connected"
    if isinstance(receiver, ast.Name) and receiver.id in functions:
        return f"the plain function {receiver.id} is connected"
    if isinstance(receiver, ast.Attribute) and ast.unparse(receiver.value) == "self" and receiver.attr in methods:
        is_slot = any(_is_call_of(decorator, "Slot") for decorator in methods[receiver.attr].decorator_list)
        return "" if is_slot else f"{receiver.attr} is connected and has no @Slot"
    return ""


def self_formatting_texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each place where Qt would decide by itself whether a text that is not ours is HTML, and load its images."""
    plain = {
        ast.unparse(call.func.value)
        for call in _method_calls(tree, "setTextFormat")
        if isinstance(call.func, ast.Attribute) and "PlainText" in ast.unparse(call)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_call_of(node.value, "QLabel", "QMessageBox"):
            names = {ast.unparse(target) for target in node.targets}
            written = {
                ast.unparse(call.func.value) for call in _dynamic_writes(tree) if isinstance(call.func, ast.Attribute)
            }
            if (names & written or _is_dynamic(node.value)) and not names & plain:
                yield node.lineno, f"{' '.join(names)} shows changing text without setTextFormat(PlainText)"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _helper_faults(node, node.func)


def _helper_faults(call: ast.Call, function: ast.Attribute) -> Iterator[tuple[int, str]]:
    owner = ast.unparse(function.value)
    if owner == "QMessageBox" and function.attr in SELF_CHOSEN_FORMAT:
        yield call.lineno, f"QMessageBox.{function.attr} chooses the format itself"
    told = call.args[-1:] if function.attr == "setToolTip" else call.args[1:2] if owner == "QToolTip" else []
    for text in told:
        if not _is_static(text) and not _is_call_of(text, "plain_tooltip", "harmless"):
            yield call.lineno, "a tooltip with changing text that is not passed through plain_tooltip() or harmless()"


def narrow_numbers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each number that outgrows 32 bits and goes through the `int` of a signal or a slot, which has no more.

    Serials of processes, times in milliseconds or nanoseconds, and bytes: their names say what they are.
    """
    narrow = {
        ast.unparse(target)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _is_call_of(node.value, "Signal") and _has_int(node.value)
        for target in node.targets
    }
    for call in _method_calls(tree, "emit"):
        assert isinstance(call.func, ast.Attribute)
        signal = ast.unparse(call.func.value).split(".")[-1]
        words = [ast.unparse(argument) for argument in call.args]
        if signal in narrow and any(map(_is_wide, words)):
            yield call.lineno, f"{signal} is Signal(int) and is given {', '.join(words)}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            taken = [argument.arg for argument in node.args.args if _is_wide(argument.arg)]
            slots = [one for one in node.decorator_list if _is_call_of(one, "Slot") and _has_int(one)]
            if slots and taken:
                yield node.lineno, f"{node.name} is Slot(int) and takes {', '.join(taken)}"


def _has_int(call: ast.expr) -> bool:
    return isinstance(call, ast.Call) and any(ast.unparse(argument) == "int" for argument in call.args)


def _is_wide(words: str) -> bool:
    return any(re.fullmatch(r"(.*_)?(serials?|ms|ns|bytes)", word) for word in re.findall(r"\w+", words))


def _method_calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def _dynamic_writes(tree: ast.AST) -> list[ast.Call]:
    return [call for call in _method_calls(tree, "setText", "setInformativeText") if _is_dynamic(call)]


def _is_dynamic(call: ast.expr) -> bool:
    """Does a call get any text that is not written in the source? Parents (`self`, `parent`) are no texts."""
    return isinstance(call, ast.Call) and any(
        not _is_static(argument) and ast.unparse(argument) not in ("self", "parent") for argument in call.args
    )


def _is_static(node: ast.expr) -> bool:
    """Is this a literal, or a literal handed to tr()?"""
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.Call)
        and _is_call_of(node, "tr")
        and all(isinstance(arg, ast.Constant) for arg in node.args)
    )


def _is_call_of(node: ast.expr, *names: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in names


# ---------------------------------------------------------------- the face keeps them


def test_every_receiver_of_a_signal_is_a_slot() -> None:
    faults = [f"{place(path, line)}: {why}" for path in FACE for line, why in foreign_receivers(parsed(path))]

    assert sorted(set(faults)) == []


def test_no_number_that_outgrows_32_bits_goes_through_an_int_of_qt() -> None:
    faults = [f"{place(path, line)}: {why}" for path in FACE for line, why in narrow_numbers(parsed(path))]

    assert sorted(set(faults)) == []


def test_no_text_decides_for_itself_to_be_html() -> None:
    faults = [f"{place(path, line)}: {why}" for path in FACE for line, why in self_formatting_texts(parsed(path))]

    assert sorted(set(faults)) == []


def test_only_modules_of_the_essentials_wheel_are_imported() -> None:
    others = [
        f"{place(path, line)}: {name}"
        for path in python_files("procmon_gui", "tests")
        for line, name in imports(path)
        if name.startswith("PySide6.") and name.split(".")[1] not in ESSENTIALS
    ]

    assert others == []


# ---------------------------------------------------------------- and the rules can fail


@pytest.mark.parametrize(
    "line",
    [
        "self.button.clicked.connect(lambda: self.go())",
        "self.button.clicked.connect(partial(self.go, 1))",
        "self.button.clicked.connect(plain)",
        "self.button.clicked.connect(self.bare)",
    ],
)
def test_a_receiver_that_is_no_slot_is_found(line: str) -> None:
    source = f"def plain(): ...\nclass Page:\n def bare(self): ...\n def __init__(self):\n  {line}\n"

    assert [where for where, _why in foreign_receivers(ast.parse(source))] == [5]


@pytest.mark.parametrize(
    "line", ["self.x.connect(self.kept)", "self.x.connect(self.close)", "self.x.connect(a.signal)"]
)
def test_a_slot_an_inherited_slot_and_a_signal_are_no_fault(line: str) -> None:
    source = f"class Page:\n @Slot(Qt.Kind)\n def kept(self): ...\n def __init__(self):\n  {line}\n"

    assert list(foreign_receivers(ast.parse(source))) == []


@pytest.mark.parametrize(
    ("lines", "is_fault"),
    [
        ("x = Signal(int)\ndef f(self): self.x.emit(self._serial)", True),
        ("x = Signal(str, int)\ndef f(self): self.x.emit(name, snapshot.at_ms)", True),
        ("x = Signal(object)\ndef f(self): self.x.emit(serial)", False),
        ("x = Signal(int)\ndef f(self): self.x.emit(row)", False),
        ("@Slot(int)\ndef f(self, used_bytes): ...", True),
        ("@Slot(object)\ndef f(self, used_bytes): ...", False),
    ],
)
def test_a_number_that_qt_would_cut_off_is_found(lines: str, is_fault: bool) -> None:
    assert bool(list(narrow_numbers(ast.parse(lines)))) == is_fault


@pytest.mark.parametrize(
    "lines",
    [
        "self.a = QLabel(name, self)",
        "self.a = QLabel(self)\nself.a.setText(name)",
        "box = QMessageBox(self)\nbox.setInformativeText(self.tr('{x}').format(x=name))",
        "QMessageBox.warning(self, 'Title', name)",
        "self.setToolTip(name)",
        "QToolTip.showText(position, name, self)",
    ],
)
def test_a_text_that_qt_would_read_as_html_is_found(lines: str) -> None:
    assert list(self_formatting_texts(ast.parse(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        "self.a = QLabel(self)\nself.a.setPixmap(x)",
        "self.a = QLabel(self.tr('Name'), self)",
        "self.a = QLabel(name, self)\nself.a.setTextFormat(Qt.TextFormat.PlainText)",
        "self.setToolTip(plain_tooltip(name))",
        "self.setToolTip(self.tr('Close'))",
    ],
)
def test_plain_and_fixed_texts_are_no_fault(lines: str) -> None:
    assert list(self_formatting_texts(ast.parse(lines))) == []
