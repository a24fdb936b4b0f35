"""What the page of settings and the window say about settings, in the reader's language. Window thread only."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.setting_values import WrongSetting
from procmon_gui.domain.settings import Kind, NotKept, Problem, Setting, Value
from procmon_gui.domain.text import display_text
from procmon_gui.ui import text
from procmon_gui.ui.leave import denied_text

translate = QCoreApplication.translate


def label(setting: Setting) -> str:
    """Return what a setting is called."""
    return translate("Setting", setting.label)


def help_line(setting: Setting) -> str:
    """Return the line under a setting."""
    return translate("Setting", setting.help)


def choice_labels(setting: Setting) -> list[str]:
    """Return what the values of a choice are called, in their order."""
    return [translate("Setting", choice.label) for choice in setting.choices]


def value_text(setting: Setting, value: Value) -> str:
    """Word a value of a setting; of what is named, how many there are."""
    if setting.kind is Kind.CHOICE:
        return dict(zip(setting.values, choice_labels(setting), strict=True)).get(str(value), str(value))
    if setting.kind is Kind.FLAG:
        return translate("Text", "yes") if value else translate("Text", "no")
    if isinstance(value, int | float):
        return f"{QLocale().toString(float(value), 'g', 6)} {setting.unit}".strip()
    if isinstance(value, str):
        return display_text(value)
    return text.count_text(len(value))


def sentence(problem: Problem) -> str:
    """Return what is wrong, without the place."""
    fields = {
        # What the system says comes in the language of the system; what the program says is translated.
        name: translate("Setting", field) if name == "reason" else field
        for name, field in problem.fields.items()
    }
    return translate("Setting", problem.template).format(**fields)


def problem_text(problem: Problem) -> str:
    """Return what is wrong and where: "Line 3, appearance.theme: …"."""
    said = sentence(problem)
    if problem.line and problem.key:
        return translate("SettingsPage", "Line {line}, {key}: {problem}").format(
            line=problem.line, key=problem.key, problem=said
        )
    if problem.line:
        return translate("SettingsPage", "Line {line}: {problem}").format(line=problem.line, problem=said)
    return f"{problem.key}: {said}" if problem.key else said


def problems_text(problems: Sequence[Problem]) -> str:
    """Return one sentence for the bar under the header: the first problem, and how many there are."""
    if not problems:
        return ""
    words = translate("SettingsPage", "Settings: {problem}").format(problem=problem_text(problems[0]))
    if len(problems) > 1:
        words += " " + translate("SettingsPage", "There are %Ln more.", "", len(problems) - 1)
    return words


def error_text(error: ProcmonError) -> str:
    """Return why a value was not taken, or why there is no file."""
    if isinstance(error, WrongSetting | NotKept):
        return sentence(error.problem)
    return denied_text(error) if isinstance(error, Denied) else str(error)


def matches(setting: Setting, words: Sequence[str]) -> bool:
    """Say whether every word stands somewhere in what a setting is called and does, in its values or in its key."""
    return text_matches(" ".join((label(setting), help_line(setting), setting.key, *choice_labels(setting))), words)


def text_matches(said: str, words: Sequence[str]) -> bool:
    """Say whether every word stands somewhere in a text."""
    folded = _folded(said)
    return all(word in folded for word in words)


def searched_words(typed: str) -> list[str]:
    """Return the words of a search, as `matches` wants them."""
    return _folded(typed).split()


def _folded(said: str) -> str:
    # A Turkish reader types ı and İ where others type i.
    return said.casefold().replace("i\u0307", "i").replace("ı", "i")
