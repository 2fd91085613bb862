"""Invented people and their branch, in the area 990101 that no one is registered in."""

from datetime import date
from typing import Any

from desktop_app.base.identity import check_digit
from desktop_app.base.periods import PartialDate
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg

NAMES = ("安长河", "白雨田", "曹青山", "丁晓岚", "范东林", "高云舟", "韩春晓", "江北望", "柯一鸣", "林若溪")


def id_number(birth: date, order: int) -> str:
    """A number of area 990101; an odd ``order`` is a man's."""
    first = f"990101{birth:%Y%m%d}{order:03d}"
    return first + check_digit(first)


def branch(**values: Any) -> PartyOrg:
    return PartyOrg(
        **{
            "full_name": "中共清河社区支部委员会",
            "short_name": "清河社区支部",
            "org_code": "Z001",
            "org_kind": "党支部",
            **values,
        }
    )


def member(n: int = 0, **values: Any) -> Member:
    """A full member of 1980, a man when ``n`` is odd."""
    birth = date(1980, 1, 1 + n)
    return Member(
        **{
            "name": NAMES[n % len(NAMES)],
            "gender": "1" if n % 2 else "2",
            "ethnicity": "01",
            "id_number": id_number(birth, n + 100),
            "education": "21",
            "category": "正式党员",
            "branch": "0" * 32,
            "joined_on": PartialDate(2005, 7, 1),
            "full_on": PartialDate(2006, 7, 1),
            "mobile": "13900000000",
            "job_position": "公务员",
            "address": "清河社区1号楼1单元101室",
            **values,
        }
    )
