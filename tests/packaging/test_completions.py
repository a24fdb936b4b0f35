"""What the shells offer behind procmon-gui, asked of the shells themselves."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from procmon_gui.terminal.arguments import _parser
from tests.architecture.test_manual import options_of, verbs_of
from tests.packaging.linux_parts import made

_BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")
_BASH = r"""
. /usr/share/bash-completion/bash_completion
. "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_TYPE=9 COMP_KEY=9 COMP_WORDS=()
eval "words=($2)"
[[ $2 == *' ' ]] && words+=('')
# As bash itself breaks words: an equals sign is one.
for word in "${words[@]}"; do
    if [[ $word == --*=* ]]; then
        COMP_WORDS+=("${word%%=*}" =)
        [[ ${word#*=} ]] && COMP_WORDS+=("${word#*=}")
    else
        COMP_WORDS+=("$word")
    fi
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
compopt() { :; }
_procmon_gui
printf '%s\n' "${COMPREPLY[@]}"
"""
# A shell in a terminal of its own, whose every match is written down before it is shown. The second one of a test finds
# what the first has made of all functions of zsh.
_ZSH = r"""
zmodload zsh/zpty
zpty child zsh -f -i
zpty -w child "PROMPT= ; fpath=($1 \$fpath); autoload -U compinit; compinit -u -C -d $HOME/dump"
zpty -w child "compadd() { local -a hits
if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd \"\$@\"; return; fi
builtin compadd -A hits \"\$@\"; print -rl -- \$hits >>$3/hits; builtin compadd \"\$@\" }"
zpty -w child "end-asking() { : >$3/done }; zle -N end-asking; bindkey '^X' end-asking; bindkey '^I' complete-word"
zpty -w child "stty -echo; : >$3/ready"
# Another program is waited for, by the file that it makes.
for i in {1..600}; do [[ -e $3/ready ]] && break; sleep 0.05; done
zpty -w -n child "$2"$'\t\x18'
for i in {1..600}; do [[ -e $3/done ]] && break; sleep 0.05; done
[[ -e $3/done ]] || exit 1
cat $3/hits 2>/dev/null
zpty -d child
"""
_FISH = r"source $argv[1]; complete -C $argv[2] | string split -f 1 \t; true"

Ask = Callable[[str], set[str]]


def asked_of_bash(folder: Path, line: str) -> list[str]:
    (folder / "procmon-gui").write_text(made("completions.py", "bash"), encoding="utf-8")
    return ["bash", "--norc", "-c", _BASH, "bash", str(folder / "procmon-gui"), line]


def asked_of_zsh(folder: Path, line: str) -> list[str]:
    (folder / "_procmon-gui").write_text(made("completions.py", "zsh"), encoding="utf-8")
    return ["zsh", "-f", "-c", _ZSH, "zsh", str(folder), line, str(folder)]


def asked_of_fish(folder: Path, line: str) -> list[str]:
    (folder / "procmon-gui.fish").write_text(made("completions.py", "fish"), encoding="utf-8")
    return ["fish", "--no-config", "-c", _FISH, str(folder / "procmon-gui.fish"), line]


_SHELLS = {"bash": asked_of_bash, "zsh": asked_of_zsh, "fish": asked_of_fish}


@pytest.fixture(params=sorted(_SHELLS))
def ask(request: pytest.FixtureRequest, tmp_path: Path) -> Ask:
    """Return what asks one shell, in a folder where one file and one folder lie."""
    shell = request.param
    if shutil.which(shell) is None or (shell == "bash" and not _BASH_COMPLETION.exists()):
        pytest.skip(f"{shell} with its completions is not installed: packaging/test does that")
    here = tmp_path / "here"
    (here / "a-folder").mkdir(parents=True)
    (here / "a-file.toml").touch()

    def of_this(line: str) -> set[str]:
        place = tmp_path / str(len(list(tmp_path.iterdir())))
        place.mkdir()
        done = subprocess.run(
            _SHELLS[shell](place, line), cwd=here, env={**os.environ, "HOME": str(tmp_path), "TERM": "dumb"},
            capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert not done.stderr.strip() or shell == "zsh", done.stderr
        # fish shows an option with what is in front of its value, and folders with their slash.
        return {word.rpartition("=")[2].rstrip("/") for word in done.stdout.splitlines() if word}

    return of_this


def test_verbs_options_and_values_of_the_parser_are_offered_where_they_may_stand(ask: Ask) -> None:
    parser = _parser()

    assert ask("procmon-gui ") == set(verbs_of(parser))
    assert ask("procmon-gui alerts ") == set(verbs_of(verbs_of(parser)["alerts"]))
    assert ask("procmon-gui --data-dir record rec") == {"record"}
    assert ask("procmon-gui channels log --") == {
        flag for flag in options_of(verbs_of(verbs_of(parser)["channels"])["log"]) if flag.startswith("--")
    }
    assert ask("procmon-gui alerts list --format ") == {"table", "json", "csv"}
    assert ask("procmon-gui sample --format=j") == {"json"}
    assert ask("procmon-gui users role anna ") == {"viewer", "operator", "administrator"}


def test_files_folders_and_processes_are_offered_where_one_is_meant(ask: Ask) -> None:
    assert ask("procmon-gui sample --config a-") == {"a-file.toml", "a-folder"}
    assert ask("procmon-gui --data-dir a-") == {"a-folder"}
    assert ask("procmon-gui salvage a-") == {"a-file.toml", "a-folder"}
    assert str(os.getpid()) in ask("procmon-gui act kill ")
    assert ask("procmon-gui act signal ") == set()
    assert str(os.getpid()) in ask("procmon-gui act signal HUP ")


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_shellcheck_finds_nothing_in_that_of_bash() -> None:
    done = subprocess.run(
        ["shellcheck", "-s", "bash", "-"],
        input=made("completions.py", "bash"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("shell", sorted(_SHELLS))
def test_no_option_of_any_verb_is_left_out(shell: str) -> None:
    text = made("completions.py", shell)
    plain = {flag for flag in options_of(_parser()) if flag.startswith("--")}

    assert [flag for flag in sorted(plain) if (flag if shell != "fish" else f"-l {flag[2:]} ") not in text] == []
