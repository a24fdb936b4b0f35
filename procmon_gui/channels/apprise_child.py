"""Speaks to apprise in a process of its own: started by its path, told on standard input, answers in one line of JSON.

Standard library and apprise only. So its 45 MB are gone when it is over, it can be ended when its time is, and no
address with a password ever stands among the arguments of a process.
"""

import json
import logging
import sys
from typing import Any

_MOST_WORDS = 5


class _Ear(logging.Handler):
    """Hears why it failed: apprise itself tells no more than yes or no."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a few of them."""
        if len(self.heard) < _MOST_WORDS:
            self.heard.append(record.getMessage())


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what came of it: `is_known`, `shown`, `service`, `is_sent`, `words`."""
    import apprise

    ear = _Ear()
    logger = logging.getLogger("apprise")
    logger.addHandler(ear)
    logger.setLevel(logging.WARNING)
    # Nothing is loaded from, and nothing kept in, the folders of the user.
    asset = apprise.AppriseAsset(plugin_paths=[], storage_mode=apprise.PersistentStoreMode.MEMORY)
    channel = apprise.Apprise.instantiate(asked["url"], asset=asset)
    if channel is None:
        return {"is_known": False, "words": " ".join(ear.heard)}
    found = {
        "is_known": True,
        "shown": str(channel.url(privacy=True)),  # type: ignore[no-untyped-call]
        "service": str(channel.service_name),
    }
    if asked["is_sent"]:
        group = apprise.Apprise(asset=asset)
        found["is_sent"] = bool(group.add(channel)) and bool(
            group.notify(
                title=asked["title"],
                body=asked["body"],
                notify_type=asked["type"],
                body_format=apprise.NotifyFormat.TEXT,
                interpret_escapes=False,
            )
        )
    return found | {"words": " ".join(ear.heard)}


def main() -> None:
    """Answer what is asked on standard input."""
    sys.stdout.write(json.dumps(answer(json.load(sys.stdin))) + "\n")


if __name__ == "__main__":
    main()
