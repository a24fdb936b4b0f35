"""The helper never acts on who got the number: given away while the password is typed, or while it is at work."""

import pytest

from tests.faults.reuse_helper import played

pytestmark = pytest.mark.needs_root


@pytest.mark.slow
@pytest.mark.parametrize("count", [pytest.param(25, id="short"), pytest.param(200, marks=pytest.mark.nightly)])
def test_who_gets_the_number_while_the_password_is_typed_is_not_hit(count: int) -> None:
    came = played("prompt", count, seed=count)

    print(f"reuse during the prompt, through the helper: {came.get('wrong', 0)} wrong of {count}; {came}")
    assert came.get("wrong", 0) == 0
    assert set(came) == {"right", "ended"}
    assert came["ended"] > count / 4


def test_what_has_no_descriptor_and_hits_another_one_is_always_told() -> None:
    """The kernel takes only numbers for these, so it can not be prevented; but it is never said to be done."""
    assert played("astray", 100) == {"unsure": 100}
