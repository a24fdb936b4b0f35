"""Completions of bash, zsh and fish, made of the parser of the program.

python packaging/linux/completions.py bash|zsh|fish          to standard output
"""

import shlex
import sys
from collections import defaultdict
from collections.abc import Sequence

from command_line import FILE, FOLDER, PROCESS, Verb, Word, read

# Its own `_pids` knows those of the terminal only.
_ZSH_PROCESSES = """\
_procmon_gui_processes() {
    local -a processes
    local pid name
    ps -eo pid=,comm= | while read -r pid name; do
        processes+=("$pid:${name//:/\\\\:}")
    done
    _describe -t processes process processes
}
"""
MADE = "# Made of the parser of the program by packaging/linux/completions.py."


def main(arguments: Sequence[str]) -> int:
    """Print the completion of one shell."""
    makers = {"bash": bash, "zsh": zsh, "fish": fish}
    if len(arguments) != 1 or arguments[0] not in makers:
        sys.stderr.write("usage: completions.py bash|zsh|fish\n")
        return 2
    sys.stdout.write(makers[arguments[0]](read()))
    return 0


def _valued(program: Verb) -> list[str]:
    """Return the options that take a value, anywhere."""
    return sorted({flag for verb in program.all() for word in verb.options if word.metavar for flag in word.flags})


# ---------------------------------------------------------------- bash


def bash(program: Verb) -> str:
    """Return what bash-completion loads when the name of the program is completed."""
    return f"""\
{MADE}
# shellcheck shell=bash

_procmon_gui() {{
    local cur prev words cword split verb='' i skip='' place=0
    _init_completion -s || return
    for ((i = 1; i < cword; i++)); do
        if [[ $skip ]]; then
            skip=''
            continue
        fi
        case ${{words[i]}} in
            {"|".join(_valued(program))}) skip=yes ;;
            -*) ;;
            *)
                case "$verb ${{words[i]}}" in
                    {_bash_verbs(program)}) verb="$verb ${{words[i]}}" ;;
                    *) place=$((place + 1)) ;;
                esac
                ;;
        esac
    done
    case "$verb $prev" in
{_bash_values(program)}
    esac
    $split && return
    if [[ $cur == -* ]]; then
        case $verb in
{_bash_options(program)}
        esac
        [[ ${{COMPREPLY[0]-}} == *= ]] && compopt -o nospace
        return
    fi
    case "$verb:$place" in
{_bash_words(program)}
    esac
}} &&
    complete -F _procmon_gui procmon-gui
"""


def _at(verb: Verb) -> str:
    return "".join(f" {name}" for name in verb.path)


def _bash_verbs(program: Verb) -> str:
    return "|".join(f'"{_at(verb)}"' for verb in program.all() if verb.path)


def _bash_reply(word: Word) -> str:
    if word.choices:
        return f'mapfile -t COMPREPLY < <(compgen -W "{" ".join(word.choices)}" -- "$cur")'
    return {FILE: "_filedir", FOLDER: "_filedir -d", PROCESS: "_pids"}.get(word.kind, ":")


def _bash_values(program: Verb) -> str:
    """One line for each thing that a value can be; where it is the same behind all verbs, for all at once."""
    replies: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for verb in program.all():
        for word in verb.options:
            for flag in word.flags if word.metavar else ():
                replies[flag][_bash_reply(word)].append(_at(verb))
    places: dict[str, list[str]] = defaultdict(list)
    for flag, said in sorted(replies.items()):
        for reply, verbs in said.items():
            places[reply] += [f'*" {flag}"'] if len(said) == 1 else [f'"{at} {flag}"' for at in verbs]
    return "\n".join(_bash_case("|".join(where), f"{reply}\n            return") for reply, where in places.items())


def _bash_options(program: Verb) -> str:
    lines = []
    for verb in program.all():
        flags = " ".join(flag for word in verb.options for flag in word.flags)
        lines.append(_bash_case(f'"{_at(verb)}"', f'mapfile -t COMPREPLY < <(compgen -W "{flags}" -- "$cur")'))
    return "\n".join(lines)


def _bash_words(program: Verb) -> str:
    lines = []
    for verb in program.all():
        if verb.verbs:
            names = " ".join(below.path[-1] for below in verb.verbs)
            lines.append(_bash_case(f'"{_at(verb)}:0"', f'mapfile -t COMPREPLY < <(compgen -W "{names}" -- "$cur")'))
        for place, word in enumerate(verb.words):
            if word.choices or word.kind:
                where = f'"{_at(verb)}:"*' if word.repeats else f'"{_at(verb)}:{place}"'
                if word.repeats and place:
                    lines.append(_bash_case(f'"{_at(verb)}:0"', ":"))
                lines.append(_bash_case(where, _bash_reply(word)))
    return "\n".join(lines)


def _bash_case(where: str, what: str) -> str:
    return f"        {where})\n            {what}\n            ;;"


# ---------------------------------------------------------------- zsh


def zsh(program: Verb) -> str:
    """Return the function that zsh loads when the name of the program is completed."""
    functions = [_ZSH_PROCESSES, *(_zsh_function(verb) for verb in program.all())]
    return "\n".join(["#compdef procmon-gui", MADE, "", *functions, f'{_zsh_name(program)} "$@"', ""])


def _zsh_name(verb: Verb) -> str:
    return "_".join(("_procmon_gui", *verb.path)).replace("-", "_")


def _zsh_function(verb: Verb) -> str:
    specs = [_zsh_option(word) for word in verb.options]
    if verb.verbs:
        specs += ["'1: :->verb'", "'*:: :->behind'"]
    else:
        specs += [_zsh_word(word, place) for place, word in enumerate(verb.words, 1)]
    # -A: behind the name of a verb stand its own options.
    head = "_arguments -s -S -C" if not verb.verbs else "_arguments -s -S -C -A '-*'"
    lines = [f"{_zsh_name(verb)}() {{"]
    if verb.verbs:
        lines += ["    local curcontext=$curcontext state state_descr line ret=1", "    typeset -A opt_args"]
    lines.append(" \\\n        ".join([f"    {head}", *specs]) + (" && ret=0" if verb.verbs else ""))
    if verb.verbs:
        lines += _zsh_verbs(verb)
    return "\n".join([*lines, "}", ""])


def _zsh_verbs(verb: Verb) -> list[str]:
    names = [f"            {shlex.quote(f'{below.path[-1]}:{below.help}')}" for below in verb.verbs]
    calls = [f"            {below.path[-1]}) {_zsh_name(below)} && ret=0 ;;" for below in verb.verbs]
    return [
        "    case $state in", "    verb)", "        local -a verbs=(", *names, "        )",
        "        _describe -t verbs verb verbs && ret=0", "        ;;", "    behind)",
        "        curcontext=${curcontext%:*:*}:procmon-gui-$words[1]:", "        case $words[1] in", *calls,
        "        esac", "        ;;", "    esac", "    return ret",
    ]  # fmt: skip


def _zsh_escaped(text: str, letters: str) -> str:
    return "".join(f"\\{letter}" if letter in letters else letter for letter in text)


def _zsh_option(word: Word) -> str:
    said = f"[{_zsh_escaped(word.help, '[]')}]"
    value = f":{_zsh_escaped(word.metavar, ':')}:{_zsh_action(word)}" if word.metavar else ""
    if len(word.flags) == 1:
        (flag,) = word.flags
        return shlex.quote(f"{flag}{'=' if value else ''}{said}{value}")
    both = shlex.quote(f"({' '.join(word.flags)})")
    return f"{both}{{{','.join(word.flags)}}}{shlex.quote(said + value)}"


def _zsh_word(word: Word, place: int) -> str:
    where = "*" if word.repeats else f"{place}{'' if word.is_needed else ':'}"
    return shlex.quote(f"{where}:{_zsh_escaped(word.metavar.lower(), ':')}:{_zsh_action(word)}")


def _zsh_action(word: Word) -> str:
    if word.choices:
        return f"({' '.join(word.choices)})"
    return {FILE: "_files", FOLDER: "_files -/", PROCESS: "_procmon_gui_processes"}.get(word.kind, " ")


# ---------------------------------------------------------------- fish


def fish(program: Verb) -> str:
    """Return what fish loads when the name of the program is completed."""
    head = f"""\
{MADE}

# Prints the verb behind which the cursor stands, and how many words by themselves stand behind it.
function __procmon_gui_place
    set -l verb ''
    set -l place 0
    set -l skip ''
    for word in (commandline -opc)[2..-1]
        if test -n "$skip"
            set skip ''
            continue
        end
        switch $word
            case {" ".join(_valued(program))}
                set skip yes
            case '-*'
            case '*'
                if contains -- "$verb $word" {" ".join(shlex.quote(_at(verb)) for verb in program.all() if verb.path)}
                    set verb "$verb $word"
                else
                    set place (math $place + 1)
                end
        end
    end
    echo "$verb:$place"
end

function __procmon_gui_at
    string match -q -- $argv[1] (__procmon_gui_place)
end

complete -c procmon-gui -f
"""
    return head + "\n".join(line for verb in program.all() for line in _fish_lines(verb)) + "\n"


def _fish_lines(verb: Verb) -> list[str]:
    lines = []
    for word in verb.options:
        flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in word.flags)
        lines.append(f"{_fish_where(verb, '*')} {flags}{_fish_value(word)} -d {_fish_quoted(word.help)}")
    for below in verb.verbs:
        lines.append(f"{_fish_where(verb, '0')} -x -a {below.path[-1]} -d {_fish_quoted(below.help)}")
    for place, word in enumerate(verb.words):
        if word.choices or word.kind:
            before = [str(one) for one in range(place)] if word.repeats else []
            where = _fish_where(verb, "*" if word.repeats else str(place), before)
            lines.append(where + _fish_value(word).replace(" -r -F", " -F"))
    return lines


def _fish_where(verb: Verb, place: str, but_not: Sequence[str] = ()) -> str:
    condition = f"__procmon_gui_at {_fish_quoted(f'{_at(verb)}:{place}')}"
    for other in but_not:
        condition += f"; and not __procmon_gui_at {_fish_quoted(f'{_at(verb)}:{other}')}"
    return f"complete -c procmon-gui -n {_fish_quoted(condition)}"


def _fish_value(word: Word) -> str:
    if not word.metavar:
        return ""
    if word.choices:
        return f" -x -a {shlex.quote(' '.join(word.choices))}"
    return {
        FILE: " -r -F", FOLDER: " -x -a '(__fish_complete_directories)'", PROCESS: " -x -a '(__fish_complete_pids)'"
    }.get(word.kind, " -x")  # fmt: skip


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
