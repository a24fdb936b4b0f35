"""A desk that several people share: accounts, logins, and what is refused."""

from typing import Final

from tests.e2e.scene import AUDIT, OVERVIEW, PROCESSES, SETTINGS, SMALL, Need, Press, Scene, Type, Wait, click, floating

_PASSWORD: Final = "seven horses under a bridge"
_SEARCH: Final = click("text", "Search settings")
_ACCOUNTS: Final = (_SEARCH, Press("ctrl+a"), Type("accounts"), Wait(1.0))
_SET_UP: Final = (*_ACCOUNTS, click("push button", "Make accounts…"), Wait(1.0), Type("anna"), Press("Tab"))
_MADE: Final = (*_SET_UP, Type(_PASSWORD), Press("Tab Tab"), Type(_PASSWORD), Press("Return"), Wait(3.0))
_CODE_KEPT: Final = (Press("Tab Tab Tab space Return"), Wait(1.5))
_LEFT: Final = (Press("ctrl+l"), Wait(1.0), click("push button", "Look only"), Wait(2.0))
_TRY_AGAIN: Final = (Press("Return"), Wait(1.5))
# Who made the first account is logged in with it, and sees the list of them from then on.
_ACCOUNT: Final = (Need("an account", SETTINGS, (*_MADE, *_CODE_KEPT)),)
_NOBODY: Final = (*_ACCOUNT, Need("nobody logged in", PROCESSES, _LEFT))

SCENES: Final = (
    Scene(name="access-none", page=SETTINGS, steps=_ACCOUNTS),
    floating("access-set-up", SETTINGS, *_SET_UP, Type("monkey123"), Press("Tab Tab"), Type("monkey123"), Wait(0.5)),
    Scene(
        name="access-code",
        page=SETTINGS,
        steps=_MADE,
        back=_CODE_KEPT,
        sizes=(SMALL,),
        floats=True,
        leaves="an account",
    ),
    Scene(name="access-users", page=SETTINGS, steps=_ACCOUNTS, needs=_ACCOUNT),
    floating(
        "access-new-account", SETTINGS, *_ACCOUNTS, click("push button", "Add…"), Wait(1.0), needs=_ACCOUNT,
    ),
    floating(
        "access-remove-all", SETTINGS, *_ACCOUNTS, click("push button", "Remove all accounts…"), Wait(1.0),
        needs=_ACCOUNT,
    ),
    Scene(name="access-logged-in", page=OVERVIEW, needs=_ACCOUNT),
    Scene(
        name="access-locked",
        page=PROCESSES,
        steps=(Press("ctrl+l"), Wait(1.0)),
        back=(Type(_PASSWORD), Press("Return"), Wait(2.0)),
        needs=_ACCOUNT,
    ),
    Scene(name="access-nobody", page=PROCESSES, steps=_LEFT, needs=_ACCOUNT, leaves="nobody logged in"),
    Scene(name="access-refused", page=AUDIT, steps=(Wait(1.0),), needs=_NOBODY),
    floating("access-log-in", PROCESSES, click("push button", "Log in…"), Wait(1.0), Type("anna"), needs=_NOBODY),
    floating(
        "access-log-in-wrong", PROCESSES, click("push button", "Log in…"), Wait(1.0), Type("anna"), Press("Return"),
        Type("wrong"), *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, *_TRY_AGAIN, Wait(2.0),
        *_TRY_AGAIN, needs=_NOBODY,
    ),
)  # fmt: skip
