"""The way of a timetable from a proposal to letters and calendars, and back when a room falls away."""
