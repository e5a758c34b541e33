"""What cannot be, or should not be, in a timetable: rules that say a sentence for each clash. Pure."""
