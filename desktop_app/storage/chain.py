"""The hash chain of a replica's writes: what of it goes along with a package, and where two of it differ."""

from collections.abc import Iterable, Mapping

from desktop_app.base.errors import UserError
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import ActionRow, Knowledge

# A replica, how many writes it had made, and the hash over all of them.
Point = tuple[str, int, str]


def points_to_send(reader: Reader) -> list[Point]:
    """The points of our own replica's chain that a package carries."""
    seq = reader.rows(Knowledge.select(Knowledge.seq).where(Knowledge.replica == reader.replica))[0][0]
    query = ActionRow.select(ActionRow.seq, ActionRow.chain).where(ActionRow.seq == seq, ActionRow.seq > 0)
    return [(reader.replica, int(n), str(chain)) for n, chain in reader.rows(query.limit(1))]


def check(reader: Reader, sender_replica: str, points: Iterable[Point]) -> None:
    """UserError when a point of the sender's chain is not the one seen before: it was copied."""
    chains: Mapping[tuple[str, int], str] = {
        (str(replica), int(seq)): str(chain)
        for replica, seq, chain in reader.rows(
            Knowledge.select(Knowledge.replica, Knowledge.seq, Knowledge.chain)
        )
    }
    for replica, seq, chain in points:
        if replica == sender_replica and chains.get((replica, seq)) not in ("", None, chain):
            raise UserError(
                "对方的资料像是从另一台电脑复制来的，两边各改各的",
                "本机资料没有改动",
                "请把本机的回执交给对方，对方读入以后重新导出",
            )


def keep(ledger: Reader, sender: str, sender_replica: str, points: Iterable[Point]) -> None:
    """Keep the sender's points; in the transaction that takes its records over."""
    for replica, seq, chain in points:
        if replica == sender_replica:
            Knowledge.insert(replica=replica, office=sender, seq=seq, clock=0, chain=chain).on_conflict(
                conflict_target=[Knowledge.replica],
                preserve=[Knowledge.office, Knowledge.seq, Knowledge.chain],
                where=(Knowledge.seq < seq) & (Knowledge.office == sender),
            ).execute(ledger.database)
