"""Makes a released branch file of one schema step, run in the folder of the program that had that step.

    cd A_WORKTREE_OF_THAT_COMMIT && python make_steps.py FOLDER

The program of each time made its own, with the key file as it was then and one backup: an organisation,
three invented people, a meeting, an issue and a promise. The step a program was handed out with counts, not
one that was still being changed: of 0005 that is the one of the commit which added 0006, without it.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, ".")

from desktop_app.base.clock import SetClock
from desktop_app.base.periods import PartialDate, Span
from desktop_app.registers import catalogue
from desktop_app.storage import backup, branch_file, keys
from desktop_app.storage.branch_file import Setting

PASSWORD = "八月的桂花树很香"
BORN = {1: date(1978, 3, 2), 2: date(1985, 7, 15), 3: date(1990, 11, 30)}


def main(folder: Path) -> None:
    folder.mkdir(parents=True)
    clock = SetClock(datetime(2026, 3, 10, 9, 0))
    ours = catalogue()
    path = folder / "branch.zbf"
    ledger, recovery = branch_file.create(
        path, Setting(ours, clock, lambda name: ""), office="A01", password=PASSWORD
    )

    def made(register, **boxes):
        model = next(m for m in ours.models if m._meta.table_name == register)
        return model(**{name: value for name, value in boxes.items() if name in model._meta.fields})

    def save(title, *records):
        with ledger.action(title) as action:
            action.save(*records)

    above = made("party_org", full_name="中共测试镇委员会", org_code="C00", org_kind="党委")
    org = made(
        "party_org",
        full_name="中共测试镇东街支部委员会",
        org_code="A01",
        org_kind="党支部",
        parent=above.uid,
        term_start=date(2024, 5, 6),
        term_years=3,
        in_community=False,
    )
    save("建立支部", above, org)
    people = [
        made(
            "member",
            name=name,
            gender=gender,
            ethnicity="01",
            id_number=id_number(born, order),
            birth_date=born,
            education="20",
            branch=org.uid,
            category="正式党员",
            joined_on=PartialDate(2010, 7, 1),
            full_on=PartialDate(2011, 7, 1),
            entry_type="历史录入",
            entry_on=date(2012, 1, 4),
            mobile=f"1390000000{order}",
            work_unit="测试镇东街社区",
        )
        for order, (name, gender, born) in enumerate(
            (("柳如是测", "2", BORN[1]), ("秦明测", "1", BORN[2]), ("何方测", "1", BORN[3])), 1
        )
    ]
    save("录入党员", *people)
    meeting = made(
        "meeting",
        kind="支部党员大会",
        title="三月党员大会",
        place="活动室",
        start_end=Span(datetime(2026, 3, 5, 14, 30), datetime(2026, 3, 5, 16, 0)),
        host=people[0].uid,
        recorder=people[1].uid,
    )
    save("记会议", meeting)
    save(
        "记到会",
        *(
            made("attendance", gathering=meeting.uid, person=p.uid, present=True)
            for p in people
            if not held(ledger, ours, p)
        ),
    )
    issue = made(
        "issue",
        source="群众反映",
        category="人民群众急难愁盼的问题",
        description="活动室的灯坏了两盏，晚上开会看不清",
        found_on=date(2026, 3, 6),
        mode="限期整改",
        lead_officer=people[0].uid,
        duty_unit=org.uid,
        owner=people[1].uid,
        due_on=date(2026, 5, 1),
    )
    promise = made(
        "promise",
        promiser=people[2].uid,
        year=2026,
        item="每月到三户独居老人家走访一次，全年三十六次",
        item_class="服务群众(实事)",
        due_on=date(2026, 12, 20),
        responsible=people[2].uid,
    )
    save("登记问题", issue)
    save("登记承诺", promise)
    people[2].mobile = "13900000033"
    save("改电话", people[2])
    raw = keys.unlock(path, PASSWORD)
    raw = getattr(raw, "raw", raw)
    counts = branch_file.counts(ledger.database)
    steps = sorted(p.stem for p in ours.steps.glob("[0-9]*.py"))
    branch_file.close(ledger)
    keeper = getattr(backup, "BackupStore", None) or backup.Keeper
    made_one = keeper(path, raw, folder, clock).make("关闭")
    made_one.path.replace(folder / "branch.zbak")
    told = {
        "password": PASSWORD,
        "recovery": recovery,
        "last_step": steps[-1],
        "office": "A01",
        "counts": {k: v for k, v in sorted(counts.items()) if v},
    }
    (folder / "told.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf8")


def held(ledger, ours, person):
    """Whether a row of the attendance was written with the meeting already."""
    model = next(m for m in ours.models if m._meta.table_name == "attendance")
    return any(row.person == person.uid for row in ledger.find(model.live()))


def id_number(born, order):
    body = f"990101{born:%Y%m%d}{100 + 2 * order + (0 if order == 1 else 1):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


main(Path(sys.argv[1]))
