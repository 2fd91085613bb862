"""党组织和所在单位基本信息采集表: the ten items of one organisation and the unit it stands in."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.people.orgs import JOINT, OWN_UNIT, SAME_UNIT, PartyOrg

_FORM = (2.9, 4.5, 2.7, 4.5)
_RELATIONS = (SAME_UNIT, OWN_UNIT, JOINT)


@dataclass(frozen=True)
class OrgForm:
    """The items of one organisation in words."""

    name: str
    items: dict[str, str]


def gather(ledger: LedgerView, uid: str) -> OrgForm:
    """The form of organisation ``uid``; UserError when the row is gone.

    Of a unit that is the superior's the last items stay empty, as the form wants it.
    """
    org = found(ledger, PartyOrg, uid)
    is_same = org.unit_relation == SAME_UNIT
    units = "、".join(org.joint_units or ())

    def of_unit(words: str | None) -> str:
        return "" if is_same else words or GAP

    founded = f"{day_words(org.founded_on, GAP)}成立，批复：{org.founding_approval or GAP}"
    items = {
        "name": org.full_name,
        "secretary": spaced(ledger.name(org.secretary)) if org.secretary else GAP,
        "contact": spaced(org.contact) if org.contact else GAP,
        "phone": org.contact_phone or GAP,
        "kind": org.org_kind,
        "relation": ticked(_RELATIONS, (org.unit_relation or "",)) if org.unit_relation else GAP,
        "unit_name": of_unit(units if org.org_kind == JOINT and units else org.unit_name),
        "unit_kind": of_unit(org.unit_kind),
        "founded": founded if not is_same else "",
        "unit_code": of_unit(org.unit_code),
    }
    return OrgForm(org.full_name, items)


def story(form: OrgForm) -> list[Flowable]:
    """The paper: ten numbered items, who filled it in and who checked it."""
    one = form.items
    rows = [
        [label("1 党组织名称"), Cell(one["name"], 3)],
        [label("2 党组织书记"), Cell(one["secretary"]), label("3 党组织联系人"), Cell(one["contact"])],
        [label("4 联系电话"), Cell(one["phone"], 3)],
        [label("5 组织类别"), Cell(one["kind"], 3)],
        [label("6 党组织所在\n单位情况"), Cell(one["relation"], 3)],
        [label("7 单位名称"), Cell(one["unit_name"], 3)],
        [label("8 单位性质类别"), Cell(one["unit_kind"], 3)],
        [label("9 单位建立\n党组织情况"), Cell(one["founded"], 3)],
        [label("10 统一社会\n信用代码"), Cell(one["unit_code"], 3)],
    ]
    signing = [
        [label("填 表 人"), Cell(""), label("党组织书记签名"), Cell("")],
        [label("日　期"), Cell(SIGNING, align="right"), label("日　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper("党组织和所在单位基本信息采集表"),
        Paragraph(f"填报单位：{form.name}", UNDER),
        RuledForm(_FORM, rows, size=11, heights=15.0),
        KeepTogether(
            [
                Spacer(1, 4 * MM),
                RuledForm(_FORM, signing, size=11, heights=[15.0, 9.0]),
                Paragraph(
                    "党组织名称和印章一致，没有印章的写“中共”加单位名称加类别；联系电话带区号；"
                    "所在单位情况选“与上级党组织相同”的，第7至10项不填。",
                    NOTE,
                ),
            ]
        ),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 党组织和所在单位基本信息采集表 of organisation ``uid``."""
    form = gather(ledger, uid)
    return office_draft("党组织采集表", "党组织和所在单位基本信息采集表", form, story(form), about=form.name)
