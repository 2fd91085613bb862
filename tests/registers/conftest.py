"""The desk at which the registers are tried."""

import pytest

from tests.registers.desk import Desk
from tests.registers.invented_people import branch, member


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def org(desk):
    return desk.put(branch())


@pytest.fixture
def people(desk, org):
    """Ten full members of the branch."""
    return [desk.put(member(n, branch=org.uid)) for n in range(10)]
