"""What killed runs leave in the folder of the branch file: gone at the next start, and nothing else is."""

from pathlib import Path

from desktop_app.storage.sweep import sweep

OURS = (
    "branch.zbf.new",
    "branch.zbf.new-wal",
    "branch.zbf.key.new",
    "branch.zbf.key.next",
    "branch.zbf.rebuilt",
    "branch.zbf.rebuilt-journal",
    "branch.zbf.rebuilt.key",
    "branch-另存-20261010-090000.zbf.part",
    "branch-另存-20261010-090000.zbf.key.part",
    "branch-另存-20261010-090001.zbf.key",
    "incoming-0a1b2c3d.tmp",
    "incoming-0a1b2c3d.tmp-journal",
    "tmpab12_xyz/branch.zbf",
    "tmpab12_xyz/proof/branch.zbf.key",
)
OTHERS = (
    "branch.zbf",
    "branch.zbf-wal",
    "branch.zbf.key",
    "branch-另存-20261010-090000.zbf",
    "branch-另存-20261010-090000.zbf.key",
    "branch-恢复前-20261010-090000.zbf",
    "incoming-letters.tmp",
    "notes.new",
    "tmpab12_xy2/family.jpg",
    "tmp/branch.zbf",
)


def lay(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_left_overs_go_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    lay(tmp_path, OURS + OTHERS)
    sweep(tmp_path)
    assert files(tmp_path) == set(OTHERS)
    assert not (tmp_path / "tmpab12_xyz").exists()


def test_nothing_goes_while_files_wait_to_be_put_in_place(tmp_path: Path) -> None:
    lay(tmp_path, (*OURS, "swap.intent"))
    sweep(tmp_path)
    assert files(tmp_path) == {*OURS, "swap.intent"}


def test_the_journal_of_a_file_that_is_gone_meets_no_other_file(tmp_path: Path) -> None:
    lay(tmp_path, ("branch.zbf-wal", "branch.zbf-shm"))
    sweep(tmp_path)
    (kept,) = files(tmp_path)
    assert kept.startswith("branch-换下-")
    assert kept.endswith(".zbf-wal")


def test_a_folder_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    sweep(tmp_path / "gone")
    assert not list(tmp_path.iterdir())
