"""What gathers over the practices: the calendar, the month, the self-inspection, destinations."""
