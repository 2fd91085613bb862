"""The jobs that write, on a small office: each done at once, in a folder that holds all it needs."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import Defect
from desktop_app.base.os_errors import as_user_error
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore, backups_in
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.rekey import change_password
from desktop_app.storage.restoring import restore, sweep_ready
from desktop_app.storage.sqlite import engine
from desktop_app.storage.swap import finish_swap
from desktop_app.storage.sweep import sweep
from tests.storage.parcels import Package, pack, take
from tests.storage.toy import Job, JobNote, Person, toy_setting, write_step

PASSWORD, NEW = "桂花里支部2026", "换届以后的密码2027"
BEFORE, BATCH, THEIRS = 12, 15, 14
"""People in the file, of one import, of the package of another office."""


@dataclass
class World:
    """One PC with its folders; ``ledger`` is the open branch file, where a job finds one open."""

    folder: Path
    package: Package
    ledger: Ledger | None = None
    acknowledged: list[str] = field(default_factory=list)

    @property
    def own(self) -> Path:
        return self.folder / "own" / "branch.zbf"

    @property
    def setting(self) -> branch_file.Setting:
        return toy_setting(self.folder)

    def open(self) -> Ledger:
        self.ledger = branch_file.open_file(self.own, self.setting, self.password)
        return self.ledger

    @property
    def password(self) -> str:
        """The one of the two that opens the file, without trying the other."""
        finish_swap(self.own.parent)
        held = keys.read_key(self.own)
        opening = [one for one in (PASSWORD, NEW) if held.opened_by(one, held.roles())]
        if len(opening) != 1:
            raise AssertionError(f"{len(opening)} passwords open the file")
        return opening[0]

    @property
    def opened(self) -> Ledger:
        assert self.ledger is not None
        return self.ledger

    def store(self, *, second: bool = True) -> BackupStore:
        raw = keys.unlock(self.own, self.password).raw
        place = self.folder / "second" if second else None
        return BackupStore(self.own, raw, self.folder / "backup", SetClock(self.setting.clock.now()), place)

    def make_backup(self, reason: str, *, second: bool = True) -> None:
        store = self.store(second=second)
        try:
            store.make(reason)
            if store.second_trouble is not None:
                raise store.second_trouble
        finally:
            store.close()


def make_template(folder: Path) -> Package:
    """The office with a backup, and a package another office sent it."""
    (folder / "second").mkdir(parents=True)
    world = World(folder, Package.__new__(Package))
    ledger, _ = branch_file.create(world.own, world.setting, office="A01", password=PASSWORD)
    ledger.save(*(Person(name=f"原有{n}") for n in range(BEFORE)))
    branch_file.close(ledger)
    world.make_backup("手动")
    other = folder.with_name("other")
    theirs, _ = branch_file.create(other / "branch.zbf", world.setting, office="B01", password=None)
    theirs.save(*(Person(name=f"外来{n}") for n in range(THEIRS)))
    package = pack(theirs, LedgerExchange(theirs, other))
    branch_file.close(theirs)
    return package


# -- the jobs --------------------------------------------------------------------------------------------


def save(world: World) -> None:
    person = Person(name="新来的人")
    world.opened.save(person)
    world.acknowledged.append(person.uid)


def draft(world: World) -> None:
    world.opened.set_note("draft", "字" * 4000)
    if world.opened.note("draft") != "字" * 4000:
        raise AssertionError("the draft is not there")


def attach(world: World) -> None:
    file = world.opened.keep_file(b"7" * 30_000, "照片.jpg")
    job = Job(title="修灯", papers=(file,))
    world.opened.save(job)


def bring_in(world: World) -> None:
    people = [Person(name=f"导入{n}") for n in range(BATCH)]
    with world.opened.action("导入", kind="import") as action:
        action.save(*people, JobNote(job=people[0].uid, words="导入"))
    world.acknowledged += [person.uid for person in people]


def merge(world: World) -> None:
    depot = LedgerExchange(world.opened, world.own.parent)
    take(depot, world.package)


def back_up(world: World) -> None:
    world.make_backup("手动")


def close(world: World) -> None:
    try:
        world.make_backup("退出时", second=False)
    finally:
        ledger, world.ledger = world.opened, None
        branch_file.close(ledger)


def upgrade(world: World) -> None:
    world.open()


def found(world: World) -> None:
    path = world.folder / "new" / "branch.zbf"
    if not path.exists():
        ledger, _ = branch_file.create(path, world.setting, office="C01", password=PASSWORD)
        branch_file.close(ledger)


def keep_settings(world: World) -> None:
    settings = Settings.load(world.folder / "settings.json")
    settings.points = 14
    settings.save()


def put_back(world: World) -> None:
    backup = backups_in(world.folder / "backup")[-1]
    restore(backup.path, world.own, world.password if world.own.exists() else PASSWORD)


def rekey(world: World) -> None:
    if world.password == PASSWORD:
        change_password(world.own, keys.unlock(world.own, PASSWORD), NEW, keys.LEAST)


def lose(world: World) -> None:
    """The branch file is gone, and what was saved is saved elsewhere."""
    if world.own.exists():
        world.own.unlink()
    lost = world.opened.look_at_file()
    assert lost is not None


JOBS: dict[str, Callable[[World], None]] = {
    "save": save,
    "draft": draft,
    "attach": attach,
    "import": bring_in,
    "merge": merge,
    "upgrade": upgrade,
    "backup": back_up,
    "close": close,
    "found": found,
    "settings": keep_settings,
    "lose": lose,
    "restore": put_back,
    "rekey": rekey,
}
AT_REST = ("upgrade", "found", "settings", "restore", "rekey")
"""Jobs that find no branch file open."""


@contextmanager
def world_for(name: str, template: Path, package: Package, folder: Path) -> Iterator[World]:
    """A fresh copy of the office, ready for the job."""
    shutil.copytree(template, folder)
    world = World(folder, package)
    if name == "upgrade":
        more = [f"CREATE TABLE extra{n} (x TEXT)" for n in range(3)]
        write_step(world.setting.catalogue.steps, "0002_more", more)
    if name not in AT_REST:
        world.open()
    try:
        yield world
    finally:
        if world.ledger is not None:
            world.ledger.close()
        shutil.rmtree(folder, ignore_errors=True)


# -- what may never be -----------------------------------------------------------------------------------


def is_ours(error: BaseException) -> bool:
    """Whether the person at the desk would be told of a defect of the program."""
    told = as_user_error(error)
    return isinstance(told, Defect) or not told.todo


def wrong_after(name: str, world: World) -> list[str]:
    """What the next start finds that may not be; the world is closed before and after."""
    wrong: list[str] = []
    path = world.own
    finish_swap(path.parent)
    if name == "lose" and not path.exists():
        kept = list(path.parent.glob("*-另存-*.zbf"))
        if not kept:
            return ["nothing was saved of a lost file"]
        path = kept[-1]
    try:
        password = world.password if path == world.own else PASSWORD
        ledger = branch_file.open_file(path, world.setting, password)
    except Exception as error:  # noqa: BLE001  whatever it is, it is counted
        return [f"does not open: {error!r}"]
    try:
        engine.check_whole(ledger.database)
        names = [person.name for person in ledger.find(Person.live())]
        uids = {person.uid for person in ledger.find(Person.live())}
        if ledger.told:
            wrong.append(f"told at the next start: {ledger.told}")
        for word, whole in (("原有", BEFORE), ("导入", BATCH), ("外来", THEIRS)):
            count = sum(one.startswith(word) for one in names)
            if count % whole or (word == "原有" and count != whole):
                wrong.append(f"half state: {count} of {word}")
        wrong += [f"lost: {uid}" for uid in world.acknowledged if uid not in uids]
        ledger.save(Person(name="此后照常"))
    finally:
        branch_file.close(ledger)
    if not any(backup.path.exists() for backup in backups_in(world.folder / "backup")):
        wrong.append("no backup is left")
    sweep(world.folder / "new")
    sweep(world.own.parent)
    sweep_ready(world.own.parent)
    if name == "found" and (new := world.folder / "new" / "branch.zbf").exists():
        branch_file.close(branch_file.open_file(new, world.setting, PASSWORD))
    if path == world.own:
        store = world.store()
        store.sweep()
        store.make("此后照常")
        store.close()
    return wrong + [f"left over: {one}" for one in left_over(world.folder)]


EXPECTED = {
    "own": ("branch.zbf", "branch.zbf.key"),
    "new": ("branch.zbf", "branch.zbf.key"),
}
# The last is the key of a file that could not be made, of which the next try tells.
_KEPT = ("-另存-", "-恢复前-", "-换下-", "-无主-")


def left_over(folder: Path) -> list[str]:
    """Files nobody needs, after a start."""
    found = []
    for name, expected in EXPECTED.items():
        for path in (folder / name).glob("*"):
            if path.name not in expected and not any(word in path.name for word in _KEPT):
                found.append(f"{name}/{path.name}")
    for name in ("backup", "second"):
        for path in (folder / name).glob("*"):
            if path.suffix == ".part" or path.name.startswith(("tmp", "正在")) or path.name.endswith(".part"):
                found.append(f"{name}/{path.name}")
    return found
