"""The paper of the rules: the whole table, shipped numbers and own ones."""

from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held
from desktop_app.registers.rules.rule_table import RuleRow

PAPERS = (
    PaperDeclaration(
        key="rule_table",
        title="规则表",
        icon="rule",
        draft="rule_table.draft",
        registers=(RuleRow,),
        holds=(held(RuleRow, lambda _row, _context: (Copy({}, "规则表"),)),),
    ),
)
