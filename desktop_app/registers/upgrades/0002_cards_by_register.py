"""cards by register"""

STATEMENTS = ("""CREATE INDEX "card_register" ON "card" ("register")""",)


def up(migrator, db):
    """Take a branch file from the step before to this one."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
