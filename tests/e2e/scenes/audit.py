"""The audit trail, empty, filled, filtered and forged."""

from typing import Final

from tests.e2e.scene import (
    AUDIT,
    NARROW,
    SMALL,
    WIDE,
    Need,
    Press,
    Scene,
    Wait,
    WriteTrail,
    click,
    filtered,
    floating,
    menu,
)

_TRAIL: Final = (Need("deeds in the trail", AUDIT, (WriteTrail(), Wait(7.0))),)

SCENES: Final = (
    Scene(name="audit-empty", page=AUDIT, steps=(Wait(5.0),), sizes=(SMALL, NARROW)),
    Scene(name="audit", page=AUDIT, sizes=WIDE, needs=_TRAIL),
    Scene(
        name="audit-filtered", page=AUDIT, steps=(*filtered("outcome = refused"), Press("Return")), sizes=(SMALL,),
        needs=_TRAIL,
        back=(click("text", "Filter of the audit trail"), Press("Escape")),
    ),
    Scene(
        name="audit-wrong-filter", page=AUDIT, steps=filtered("outcome = reused"), sizes=(SMALL,),
        needs=_TRAIL,
        back=(click("text", "Filter of the audit trail"), Press("Escape")),
    ),
    floating("audit-menu", AUDIT, menu("table", "Audit", 0.3, 0.2), Wait(0.8), needs=_TRAIL),
    Scene(
        name="audit-verified", page=AUDIT, steps=(click("push button", "Verify"), Wait(2.0)), sizes=(SMALL, NARROW),
        needs=_TRAIL,
    ),
    Scene(
        name="audit-broken", page=AUDIT, steps=(WriteTrail(is_forged=True), click("push button", "Verify"), Wait(2.0)),
        sizes=(SMALL, NARROW), needs=_TRAIL,
    ),
)  # fmt: skip
