"""Blank forms for the pen: of ten given out and eight entered again, two are asked for."""

from datetime import date

from desktop_app.registers.exchange.blank_sheets import BlankSheet, next_numbers, sheets_out


def test_of_ten_forms_given_out_and_eight_entered_two_are_out(desk):
    numbers = next_numbers(desk, 2026, 10)
    assert numbers[0] == "KB-2026-0001"
    given = [
        desk.put(
            BlankSheet(number=number, form="服务订单", register="service_order", issued_on=date(2026, 10, 12))
        )
        for number in numbers
    ]
    for one in given[:8]:
        assert desk.take(one, "enter", back_on=date(2026, 10, 16)) == {}
    assert [one.number for one in sheets_out(desk)] == numbers[8:]
    assert next_numbers(desk, 2026, 1) == ["KB-2026-0011"]


def test_one_that_is_lost_is_voided_with_its_reason(desk):
    one = desk.put(BlankSheet(form="服务订单", issued_on=date(2026, 10, 12)))
    assert one.number == "KB-2026-0001"
    assert "why" in desk.take(one, "void")
    assert desk.take(one, "void", why="丢了") == {}
    assert sheets_out(desk) == []
