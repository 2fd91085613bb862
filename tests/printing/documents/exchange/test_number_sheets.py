"""恢复单 and 名片核对单: six groups or six words; the code at the foot gives no digit away."""

from desktop_app.printing.documents.exchange import number_sheets
from tests.printing.documents.reading import text

DIGITS = "48213 90761 55308 12947 66021 83175"
WORDS = "苹果 河堤 茶壶 松鼠 铅笔 书包"


def test_the_digits_stand_in_six_groups_in_order(renderer):
    told = text(renderer.make("recovery", number=DIGITS))
    groups = tuple(DIGITS.split())
    assert number_sheets.groups(DIGITS) == groups
    assert "第一组第二组第三组" + "".join(groups[:3]) in told
    assert "第四组第五组第六组" + "".join(groups[3:]) in told
    assert "保密柜" in told
    assert "改过密码以后，本单作废" in told
    assert "中共安和街道春风社区第一支部委员会" in told


def test_the_code_of_a_recovery_sheet_does_not_depend_on_the_digits(renderer):
    other = DIGITS.replace("4", "5")
    assert renderer.make("recovery", number=DIGITS).code == renderer.make("recovery", number=other).code


def test_a_file_without_its_branch_yet_names_the_one_given(renderer):
    assert "中共清河社区支部委员会" in text(
        renderer.make("recovery", number=DIGITS, org="中共清河社区支部委员会")
    )


def test_a_card_sheet_tells_office_code_and_fingerprint(renderer):
    printed = renderer.make("trust_card", code="Z001", name="中共清河社区支部委员会", fingerprint=WORDS)
    told = text(printed)
    assert "代码Z001" in told.replace("　", "")
    assert "第一个词第二个词第三个词苹果河堤茶壶" in told
    assert "第四个词第五个词第六个词松鼠铅笔书包" in told
    assert "封存人" not in told
    assert printed.pages == 1
