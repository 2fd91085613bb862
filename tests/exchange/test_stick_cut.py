"""A stick pulled out at any moment holds the old package or the new one, never a third thing."""

from pathlib import Path
from random import Random
from typing import BinaryIO

import pytest

from desktop_app.exchange.stick import PACKAGE_SUFFIX, find_packages, read_file, write_safely
from tests.exchange.volumes import FOLDER, ExFat, Fat32, Medium, Volume, VolumeDisk, cuts

OLD_NAME, NEW_NAME = "ZB-07-0011-20261023.zbb", "ZB-07-0012-20261123.zbb"
OLD, NEW = b"last month" * 90, bytes(range(256)) * 9
KINDS = (Fat32, ExFat)


def stick(kind: type[Volume]) -> VolumeDisk:
    """A volume with last month's package on it, all of it arrived."""
    volume = kind(Medium())
    volume.format()
    disk = VolumeDisk(volume)
    write_safely(OLD, FOLDER, OLD_NAME, disk=disk)
    volume.medium.flush()
    volume.medium.watched = True
    return disk


def third_things(disk: VolumeDisk, kind: type[Volume]) -> set[str]:
    """What is on the stick after a cut at any moment besides the two packages, each whole."""
    found, chance = set(), Random(990101)
    for moment in disk.volume.medium.moments:
        for sectors in cuts(moment, chance):
            left = VolumeDisk(kind(Medium(sectors)))
            there = {path.name: read_file(path, left) for path in find_packages(FOLDER, left)}
            if there.get(OLD_NAME) != OLD:
                found.add("old package lost")
            others = {name: data for name, data in there.items() if name != OLD_NAME}
            found |= {"torn package" for data in others.values() if data != NEW}
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_at_any_write_leaves_the_old_package_or_the_new_one(kind: type[Volume]) -> None:
    disk = stick(kind)
    write_safely(NEW, FOLDER, NEW_NAME, disk=disk)
    assert disk.steps[-4:] == ["create", "sync", "rename", "sync_name"]
    assert len(disk.volume.medium.moments) > 20
    assert third_things(disk, kind) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_once_it_is_said_to_be_written_a_cut_takes_nothing_away(kind: type[Volume]) -> None:
    disk = stick(kind)
    path = write_safely(NEW, FOLDER, NEW_NAME, disk=disk)
    medium = disk.volume.medium
    for sectors in cuts(medium.moments[-1], Random(1)):
        left = kind(Medium(sectors)).files()
        assert left[path.name] == NEW
        assert left[OLD_NAME] == OLD


class _Hasty(VolumeDisk):
    """A disk asked in vain for what ``without`` names."""

    without = ""

    def sync(self, file: BinaryIO) -> None:
        if self.without != "sync":
            super().sync(file)

    def sync_name(self, path: Path) -> None:
        if self.without != "sync_name":
            super().sync_name(path)


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_flush_before_the_rename_a_torn_package_is_found(kind: type[Volume]) -> None:
    """The cuts do find what goes wrong: this is what the flush is for."""
    disk = _Hasty(stick(kind).volume)
    disk.without = "sync"
    write_safely(NEW, FOLDER, NEW_NAME, disk=disk)
    assert third_things(disk, kind) == {"torn package"}


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_flush_after_the_rename_the_package_said_to_be_there_is_not(kind: type[Volume]) -> None:
    disk = _Hasty(stick(kind).volume)
    disk.without = "sync_name"
    path = write_safely(NEW, FOLDER, NEW_NAME, disk=disk)
    medium = disk.volume.medium
    lost = [one for one in cuts(medium.moments[-1], Random(1)) if path.name not in kind(Medium(one)).files()]
    assert lost


@pytest.mark.parametrize("kind", KINDS)
def test_a_volume_keeps_what_is_written_and_renamed_over_many_files(kind: type[Volume]) -> None:
    disk = stick(kind)
    kept = {OLD_NAME: OLD}
    for number in range(40):
        data = bytes([number]) * (number * 37)
        kept[write_safely(data, FOLDER, f"ZB-07-{number:04d}-20261123{PACKAGE_SUFFIX}", disk=disk).name] = (
            data
        )
    files = disk.volume.files()
    assert {name: data for name, data in files.items() if name in kept} == kept
    assert set(files) - set(kept) == {"说明.txt"}
