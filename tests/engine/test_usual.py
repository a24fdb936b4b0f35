"""Whom to ask what is usual, before and after somebody knows it."""

from procmon_gui.anomaly.suspicion import Suspicion
from procmon_gui.engine.usual import LateUsual


def test_nobody_is_asked_until_somebody_knows() -> None:
    usual = LateUsual()
    assert usual.normal("host.load.1min") is None
    assert usual.normal_of_program("postgres", "", "cpu_ratio") is None

    usual.know(Suspicion())
    learning = usual.normal("host.load.1min")
    assert learning is not None
    assert learning.learning_left_s > 0
    assert usual.normal_of_program("postgres", "", "cpu_ratio") == learning

    usual.know(None)
    assert usual.normal("host.load.1min") is None
