"""Who of the branch may read and write what: one table, held by the ledger at every door.

A register that stands in no list is read by all and written by 书记 and 组织委员.
"""

from desktop_app.records.roles import Act, Rights, RightsTable, Role

# Talks, criticism, discipline, who is being admitted, who is in need: for two alone. The others learn how
# many there are and of when, never a word.
FOR_TWO = frozenset(
    (
        "talk",
        "disposal",
        "discipline",
        "self_check",
        "self_check_problem",
        "self_check_measure",
        "self_check_criticism",
        "life_opinion",
        "development",
        "development_review",
        "development_material",
        "hardship",
    )
)
# What is done by those who exchange and answer for the file; nothing of it is counted anywhere else.
OF_THE_FILE = frozenset(("transfer_offer", "transfer_answer", "audit_log", "version_conflict"))
# The work of every day, which whoever does it writes down.
DAILY = frozenset(
    (
        "meeting",
        "attendance",
        "speech",
        "vote",
        "resolution",
        "study_session",
        "session_material",
        "study_speech",
        "study_hours",
        "study_material",
        "study_tag",
        "study_topic",
        "topic_stage",
        "theme_task",
        "theme_project",
        "promise",
        "promise_action",
        "mobile_contact",
        "grid_person",
        "grid_event",
        "leader_visit",
        "grid_duty",
        "team_activity",
        "reporting_in",
        "reporting_feedback",
        "service_order",
        "points_entry",
        "goods_intake",
        "redemption",
        "problem_sweep",
        "research",
        "finding",
        "research_exchange",
        "exchange_item",
        "issue",
        "issue_measure",
        "issue_progress",
        "issue_round",
        "issue_extension",
        "class_check",
        "mechanism",
    )
)
# Every role has what it does with what is covered written down, and what it prints.
_OWN_ACTS = frozenset(("audit_log", "printed_paper"))
# With the first an office signs; the others name records of any register.
_NOT_FOR_ALL = frozenset(("office_keys", "rebuild_report", "secretary_handover"))

ROLE_RIGHTS: RightsTable = {
    Role.SECRETARY: Rights(),
    Role.ORGANIZER: Rights(acts=frozenset((Act.EXCHANGE, Act.CARRY_OUT, Act.CLEAR))),
    Role.MEMBER: Rights(
        hidden=FOR_TWO | OF_THE_FILE,
        absent=OF_THE_FILE,
        writes=DAILY,
        adds=_OWN_ACTS,
        covered=True,
        acts=frozenset(),
        secrets=_NOT_FOR_ALL,
    ),
    Role.READER: Rights(
        hidden=FOR_TWO | OF_THE_FILE,
        absent=OF_THE_FILE,
        writes=frozenset(),
        adds=_OWN_ACTS,
        covered=True,
        acts=frozenset(),
        secrets=_NOT_FOR_ALL,
    ),
}
