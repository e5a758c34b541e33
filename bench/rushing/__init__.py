"""The parts of the benchmark `rush`: what it needs, who clicks, and what has to be true afterwards."""
