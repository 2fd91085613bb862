"""Write what this program sends as the fixture of its format: `python -m tests.exchange.make_fixture FOLDER`.

Once for each release that changes a file offices exchange; a fixture that was handed out is never made anew.
"""

import hashlib
import json
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.courier import Courier
from desktop_app.exchange.fingerprint import fingerprint
from desktop_app.journal.package_log import PackageLog
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.meetings import Meeting, Resolution, Speech
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import schema_version
from tests.exchange.offices import taken_in


def desk(folder: Path, code: str, name: str) -> tuple[Ledger, Courier]:
    """An invented office with keys of its own."""
    folder.mkdir()
    clock = SetClock(datetime(2026, 11, 28, 17, 0))
    setting = Setting(catalogue(), clock, load_pinyin().keys)
    ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=code, password=None)
    exchange, log = LedgerExchange(ledger, folder), PackageLog(ledger)
    courier = Courier(ledger, exchange, log, clock, schema_version())
    courier.trust.introduce(code, name)
    return ledger, courier


def entered(ledger: Ledger) -> tuple[dict[str, dict[str, str]], str]:
    """What the branch enters: by table, uid and the words that tell its records apart, and its file."""
    org = PartyOrg(
        full_name="桂花里第一支部",
        org_code="A01",
        org_kind="党支部",
        term_start=date(2024, 1, 1),
        term_years=3,
    )
    sheet = ledger.keep_file(hashlib.shake_256("签到表".encode()).digest(100_000), "签到表.jpg")
    meeting = Meeting(
        kind="支部党员大会",
        title="学习贯彻会议精神",
        start_end=parse_span("2026-11-10 14:30-16:30"),
        attachments=(sheet,),
    )
    decided = Resolution(meeting=meeting.uid, text="决定十二月开展一次主题党日")
    spoken = Speech(meeting=meeting.uid, speaker="蒋春红", words="建议去敬老院")
    ledger.save(org)
    ledger.save(meeting, decided, spoken)
    rows = {
        "party_org": {org.uid: org.full_name},
        "meeting": {meeting.uid: meeting.title},
        "resolution": {decided.uid: decided.text},
        "speech": {spoken.uid: spoken.words},
    }
    return rows, sheet.sha256


def make(folder: Path) -> None:
    """Write the card, package, receipt, directory and keys, and what is in them."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        branch_file_, branch = desk(Path(place) / "A01", "A01", "桂花里第一支部")
        committee_file, committee = desk(Path(place) / "C00", "C00", "青石街道工委")
        branch.trust.keep(committee.trust.card)
        committee.trust.keep(branch.trust.card)
        rows, sheet = entered(branch_file_)
        parcel = branch.prepare("C00", "桂花里第一支部 2026年11月资料", kept_back=True)
        accepted = taken_in(committee, parcel.data, Path(place))
        listed = committee.trust.issue()
        expected = {
            "counts": dict(parcel.manifest.counts),
            "schema_version": parcel.manifest.schema_version,
            "package_code": parcel.code,
            "receipt_code": accepted.code,
            "fingerprint": " ".join(fingerprint(branch.trust.card)),
            "file": sheet,
            "rows": rows,
        }
        (folder / "A01.zbb").write_bytes(parcel.data)
        (folder / "A01.zbr").write_bytes(accepted.data)
        (folder / "A01.zbk").write_bytes(branch.trust.card.to_bytes())
        (folder / "C00.zbd").write_bytes(listed.to_bytes())
        (folder / "expected.json").write_text(
            json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf8"
        )
        for courier in (branch, committee):
            keys = courier.trust.keys
            (folder / f"{keys.code}.keys.json").write_bytes(keys.to_bytes())
        for ledger in (branch_file_, committee_file):
            branch_file.close(ledger)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
