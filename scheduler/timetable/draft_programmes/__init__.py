"""Draft programmes: a plan as it stood at one moment, shown to organisers, who answer, or to all."""
