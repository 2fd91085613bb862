"""Record ids: the shape of a UUIDv7, and the order of their making."""

import uuid

import pytest

from desktop_app.base import ids


def test_an_id_is_a_uuid_of_version_7_with_its_millisecond_in_front(monkeypatch):
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_791_000_000_123_999_999)
    made = ids.new_uid()
    assert ids.is_uid(made)
    assert uuid.UUID(made).variant == uuid.RFC_4122
    assert made[12] == "7"
    assert int(made[:12], 16) == 1_791_000_000_123


@pytest.mark.parametrize("step", [250, 1_000, 999_000])
def test_ids_made_one_after_the_other_stand_in_that_order_within_a_millisecond_too(monkeypatch, step):
    moments = iter(range(1_791_000_000_000_000_000, 2**63, step))
    monkeypatch.setattr(ids.time, "time_ns", lambda: next(moments))
    made = [ids.new_uid() for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == 2000
