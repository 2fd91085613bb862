"""A branch in memory with the shipped rule table, and a hand that saves and steps as the ledger does."""

from datetime import date

from desktop_app.records.rules import Problem, refusals
from desktop_app.registers import MODELS, catalogue
from tests.duties.memory_context import MemoryContext

CATALOGUE = catalogue()


class Desk(MemoryContext):
    """Today is 2026-11-23 unless told otherwise."""

    def __init__(self, today: date = date(2026, 11, 23)) -> None:
        super().__init__(MODELS, today)

    def told(self, record, *, by_hand: bool = True) -> dict[str, Problem]:
        """The problems of a record by box, after its machine boxes are filled."""
        register = CATALOGUE.of(record)
        register.fill(record, self)
        return {problem.box: problem for problem in register.problems(record, self, by_hand=by_hand)}

    def put(self, record):
        """Save a record the rules allow."""
        stopped = refusals(self.told(record).values())
        assert stopped == [], stopped
        return self.add(record)

    def take(self, record, name: str, **values) -> dict[str, Problem]:
        """Take a step and save what it brings; what stands against it by box, empty when it was taken."""
        register = CATALOGUE.of(record)
        step = register.steps[name]
        assert step in register.steps_from(record), f"{name} from {getattr(record, register.state)}"
        before = register.stored(record)
        for box, value in values.items():
            setattr(record, box, value)
        found = [Problem(box, "空") for box in step.needs if getattr(record, box) in (None, "", ())]
        found += [problem for check in step.checks for problem in check(record, self)]
        brought = []
        if not refusals(found):
            if step.write is not None:
                step.write(record, self)
            if step.target:
                setattr(record, register.state, step.target)
            brought = list(step.brings(record, self)) if step.brings is not None else []
            register.fill(record, self)
            found = register.problems(record, self, by_hand=False)
            found += [p for one in brought for p in self.told(one, by_hand=False).values()]
        if stopped := refusals(found):
            register.put(record, before)
            return {problem.box: problem for problem in stopped}
        self.add(record, *brought)
        return {}
