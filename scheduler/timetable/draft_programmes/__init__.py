"""Draft programmes: a plan as it stood at one moment, shown to organisers or to all, who answer until a day."""
