"""What tells files of one name apart: the shortest part of their paths, as editors show it beside such names. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence


def parts_of_paths(named: Sequence[tuple[str, str]]) -> list[str]:
    """Return for each name and path what tells it from others of this name; "" where nothing has to, or can.

    Of `/usr/bin/python3` and `/opt/3.12/bin/python3` these are "usr" and "3.12".
    """
    paths_of: defaultdict[str, set[str]] = defaultdict(set)
    for name, path in named:
        paths_of[name].add(path)
    parts_of = {name: _parts(paths - {""}) if len(paths) > 1 else {} for name, paths in paths_of.items()}
    return [parts_of[name].get(path, "") for name, path in named]


def _parts(paths: Iterable[str]) -> dict[str, str]:
    """Return the part of each; what all of them end in is left out."""
    folders = {path: path.split("/") for path in paths}
    if len(folders) == 1:
        return {path: path for path in folders}
    alike = _common_end(list(folders.values()))
    lead = {path: parts[: len(parts) - alike] for path, parts in folders.items()}
    return {
        path: _unlike([other for at, other in lead.items() if at != path], own) or path for path, own in lead.items()
    }


def _common_end(several: Sequence[Sequence[str]]) -> int:
    """Return how many parts at the end are the same in all."""
    count = 0
    for ends in zip(*(reversed(parts) for parts in several), strict=False):
        if len(set(ends)) > 1:
            break
        count += 1
    return count


def _unlike(others: Sequence[Sequence[str]], own: Sequence[str]) -> str:
    """Return the shortest end that no other has, "" where there is none."""
    for length in range(1, len(own) + 1):
        if all(other[-length:] != own[-length:] for other in others):
            return "/".join(own[-length:])
    return ""
