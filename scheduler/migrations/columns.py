"""How migrations write columns that several tables have."""

import sqlalchemy as sa


def one_of(name: str, *values: str) -> sa.Enum:
    """One of these words: a text with a constraint of this name on both databases."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)
