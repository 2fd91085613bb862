"""What is held about somebody who left goes for good, and every figure of the past stays."""

import shutil
from datetime import date, datetime
from decimal import Decimal

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.duties.people.annual import annual, breakdowns
from desktop_app.journal.audit_book import AuditBook
from desktop_app.records.roles import Role
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import CLEARED, AuditLog
from desktop_app.registers.exchange.clearing import GONE, WHY, is_cleared, what_goes
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.care_awards import VISIT, CareAward
from desktop_app.registers.people.hardships import Hardship
from desktop_app.registers.people.members import Member
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.storage import branch_file
from desktop_app.storage.verify_chain import tail_breaks, whole_breaks
from tests.registers.invented_people import branch, member

NOW = datetime(2026, 10, 28, 9, 5)
SECRETS = {
    "mobile": "13812340977",
    "address": "清河社区幸福里77号院3单元",
    "native_place": "四川南充",
    "remark": "家里有一位需要照顾的老人，白天电话常没人接",
    "work_unit": "清河机械厂退休职工",
}
TALK = "谈了家里的难处，说老人住院以后夜里睡不好"


def opened_at(path):
    setting = branch_file.Setting(catalogue(), SetClock(NOW), lambda name: "")
    if path.exists():
        return branch_file.open_file(path, setting)
    return branch_file.create(path, setting, office="Z001", password=None)[0]


@pytest.fixture
def ledger(tmp_path):
    opened = opened_at(tmp_path / "branch.zbf")
    yield opened
    branch_file.close(opened)


def leaver(ledger, *, exit_on=date(2020, 6, 1)):
    """Somebody who left, with a life in the file."""
    org = branch()
    ledger.save(org)
    photo = ledger.keep_file(b"\x89PNG a face", "face.png")
    one = member(0, branch=org.uid, entry_on=date(2010, 1, 1), photo=(photo,), **SECRETS)
    other = member(1, branch=org.uid, mobile="13900000001", address="别处")
    ledger.save(one, other)
    one.mobile = "13812340978"
    ledger.save(one)
    ledger.save(Talk(by_member=other.uid, with_member=one.uid, held_on=date(2019, 10, 9), content=TALK))
    told = f"他的电话 {SECRETS['mobile']}，住{SECRETS['address']}"
    ledger.save(CareAward(kind=VISIT, who=other.uid, by=one.uid, on=date(2019, 10, 8), what=told), why=told)
    ledger.set_note(f"draft:member:{one.uid}", "13812340979 没保存的草稿")
    one.exit_type, one.exit_on, one.exit_basis = "转出组织关系", exit_on, "介绍信 7 号"
    ledger.save(one)
    return one


def allow(ledger, years=5):
    ledger.save(
        RuleRow(
            key="personal_data_keep_years",
            title="离开支部几年后可以清除个人信息",
            value=Decimal(years),
            unit="年",
            mark="M",
            regulation="镇党委〔2026〕5号",
        )
    )


def figures_of(ledger):
    """The yearly tables and their breakdowns of all years the file tells of."""
    members = ledger.find(Member.live())
    years = range(2010, 2027)
    return [annual(members, year, date(year, 12, 31)) for year in years], [
        breakdowns(members, date(year, 12, 31)) for year in years
    ]


def dump(ledger):
    """All words of all tables, and whole pages of the file as they are under the seal."""
    told = []
    for table in ledger.database.get_tables():
        for row in ledger.database.execute_sql(f'SELECT * FROM "{table}"'):
            told += [one.decode("utf8", "ignore") if isinstance(one, bytes) else str(one) for one in row]
    return "\n".join(told)


def breaks(ledger):
    walk = whole_breaks(ledger)
    while True:
        try:
            next(walk)
        except StopIteration as end:
            return end.value


def test_what_was_held_is_nowhere_and_the_stub_the_figures_and_the_chain_stay(ledger):
    one = leaver(ledger)
    allow(ledger)
    figures = figures_of(ledger)
    secrets = [*SECRETS.values(), TALK, one.id_number, "13812340978", "13812340979", "a face"]
    before = dump(ledger)
    assert [secret for secret in secrets if secret not in before] == []
    stub = {name: getattr(one, name) for name in ("name", "gender", "birth_date", "joined_on", "full_on")}
    AuditBook(ledger).clear(one, one.name)
    after = dump(ledger)
    assert [secret for secret in secrets if secret in after] == []
    row = ledger.get(Member, one.uid)
    assert is_cleared(row)
    assert {name: getattr(row, name) for name in stub} == stub
    assert (row.exit_type, row.exit_on, row.exit_basis) == ("转出组织关系", date(2020, 6, 1), "介绍信 7 号")
    assert figures_of(ledger) == figures
    (talk,) = ledger.find(Talk.live())
    assert talk.content == GONE
    (told,) = ledger.find(CareAward.live())
    assert told.what == f"他的电话 {GONE}，住{GONE}"
    assert tail_breaks(ledger) == breaks(ledger) == []
    assert not [p for p in ledger.problems(row, by_hand=False) if p.refuse], "another PC would refuse it"
    (line,) = ledger.find(AuditLog.live().where(AuditLog.action == CLEARED))
    assert line.target == one.name
    # Who changes what stands in place of words is found like anybody who changes a line.
    ledger.database.execute_sql("UPDATE history SET new = replace(new, ?, '别的')", (GONE,))
    assert breaks(ledger)


def test_nothing_brings_it_back(ledger):
    one = leaver(ledger)
    allow(ledger)
    AuditBook(ledger).clear(one, one.name)
    for _ in range(3):
        try:
            ledger.undo()
        except UserError:
            break
    words = dump(ledger)
    assert "13812340977" not in words
    assert SECRETS["address"] not in words
    with pytest.raises(UserError, match="已经清除过"):
        AuditBook(ledger).clear(ledger.get(Member, one.uid), one.name)


def test_it_is_refused_until_it_may_go(ledger):
    one = leaver(ledger, exit_on=date(2023, 6, 1))
    with pytest.raises(UserError, match="姓名和要清除的人不一样"):
        AuditBook(ledger).clear(one, "别人")
    with pytest.raises(UserError, match="还没有写明"):
        AuditBook(ledger).clear(one, one.name)
    allow(ledger)
    with pytest.raises(UserError, match="2028-06-01"):
        AuditBook(ledger).clear(one, one.name)
    ledger.door.role = Role.ORGANIZER
    with pytest.raises(UserError, match="不能清除个人信息"):
        AuditBook(ledger).clear(one, one.name)
    ledger.door.role = Role.SECRETARY
    (other,) = ledger.find(Member.live().where(Member.exit_type.is_null()))
    with pytest.raises(UserError, match="还在册"):
        AuditBook(ledger).clear(other, other.name)
    assert SECRETS["address"] in dump(ledger)


def test_the_other_pc_of_the_office_follows(ledger, tmp_path):
    one = leaver(ledger)
    allow(ledger)
    goes = what_goes(one, ledger)
    ledger.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "second").mkdir()
    for path in tmp_path.glob("branch.zbf*"):
        shutil.copy(path, tmp_path / "second" / path.name)
    second = opened_at(tmp_path / "second" / "branch.zbf")
    assert AuditBook(second).follow_clearings() == 0
    # As a merge of what the first one wrote leaves the rows.
    with second.action("接收", kind="exchange") as action:
        for (name, uid), boxes in goes.items():
            register = second.catalogue[name]
            record = second.get(register.model, uid)
            action.rewrite(register, record, {**register.stored(record), **boxes})
    assert SECRETS["address"] in dump(second)
    assert AuditBook(second).follow_clearings() == 1
    assert AuditBook(second).follow_clearings() == 0
    words = dump(second)
    assert [secret for secret in (*SECRETS.values(), TALK, one.id_number, "a face") if secret in words] == []
    assert breaks(second) == []
    branch_file.close(second)


def test_the_stub_says_why(ledger):
    one = leaver(ledger)
    goes = what_goes(one, ledger)
    assert goes["member", one.uid]["id_reason"] == WHY
    assert Hardship._meta.table_name == "hardship"
