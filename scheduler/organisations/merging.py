"""Two records of one organisation or person become one, and two again.

Everything that refers to the merged record moves, found by the foreign keys of all tables, so that tables
of later rooms are covered. Where two rows cannot stand side by side, one is set aside. What was done lies in
the row of `Merger`, step by step; undoing takes the steps back from the last to the first.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from scheduler.audit.actions import record
from scheduler.kernel.db import Base, UtcDateTime, session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import NamedAs
from scheduler.kernel.words import Sentence
from scheduler.links.actions import withdraw
from scheduler.organisations import rules
from scheduler.organisations.models import Merger, Organisation, Person
from scheduler.organisations.queries import mergers

Record = Organisation | Person
Row = dict[str, Any]
Step = dict[str, Any]

LINKED = ("answer-request", "take-contact")
"""Purposes of links about a representative."""

FILLED: dict[str, tuple[tuple[str, ...], ...]] = {
    "organisation": (
        ("kind", "ecosoc_status", "verified_at", "verified_by", "verified_from"),
        ("short_name",),
        ("country",),
        ("regional_group", "second_group"),
    ),
    "person": (("email",),),
}
"""What the kept record takes over where it knows nothing; each group as a whole, if its first is empty."""

_STANDINGS = ("refused", "ended", "asked", "agreed")
_ROLES = ("cosponsor", "co_organiser", "organiser")
_NAMINGS = list(NamedAs)
NEVER = datetime.min.replace(tzinfo=UTC)
STRONGER: dict[str, Callable[[Row], Any]] = {
    "representative": lambda row: (row["is_contact"], _STANDINGS.index(row["standing"])),
    "side_event_organisation": lambda row: _ROLES.index(row["role"]),
    "nomination_review": lambda row: row["recused"] is not None,
    "naming": lambda row: _NAMINGS.index(row["named_as"]),
    "listener": lambda row: row["chosen_at"] or NEVER,
}
"""Of two rows that cannot both stay, the one that says more does; otherwise the kept record's."""

LED = {"agenda": "account"}
"""What goes with something else, wherever that moves: who has the account begins and ends it, so that after a
merger it may be another, or gone."""

BOTH = {"account": Sentence("Both have an account. One person can keep only one: let them close the other.")}


def references(table: str) -> list[sa.Column[Any]]:
    """Every column of every table that refers to a record of this one."""
    return [
        column
        for other in sorted(Base.metadata.tables.values(), key=lambda one: one.name)
        for column in other.columns
        if any(key.column.table.name == table for key in column.foreign_keys)
    ]


def hanging(table: str, number: int) -> dict[str, int]:
    """How many rows refer to a record, by table; those without any are left out. One question."""
    counts = [
        sa.select(sa.literal(column.table.name), sa.func.count()).where(column == number)
        for column in references(table)
    ]
    found: Counter[str] = Counter()
    for name, count in session.execute(sa.union_all(*counts)):
        found[name] += count
    return {name: count for name, count in sorted(found.items()) if count}


def why_not(kept: Record, merged: Record) -> Sentence | None:
    """Why these two cannot become one; None if they can."""
    if why := rules.why_not_merge(_mergeable(kept), _mergeable(merged)):
        return why
    for column in references(_table(kept)):
        if (
            column.unique
            and _is_referred_to(column.table)
            and all(_keys(column, n.id) for n in (kept, merged))
        ):
            return _both(column.table)
    return None


def merge(this: Decision, kept: Record, merged: Record, why: str | None = None) -> Merger:
    """Make two records one. Raises Refused where that cannot be."""
    table = _table(kept)
    session.flush()
    _lock(kept, merged)
    if reason := why_not(kept, merged):
        raise Refused(reason)
    steps = [step for column in references(table) for step in _move(this, column, merged.id, kept.id)]
    steps += _fill(table, kept, merged)
    merged.merged_into_id = kept.id
    done = Merger(
        table=table, kept_id=kept.id, merged_id=merged.id, moved=steps, at=this.at, actor=this.actor
    )
    session.add(done)
    session.flush()
    session.expire_all()
    record(this, "merge", f"{table} {kept.id}", why=why, about=[f"{table} {merged.id}"], merger=done.id)
    return done


def why_not_undo(merger: Merger) -> Sentence | None:
    """Why a merger cannot be undone; None if it can."""
    later = sa.select(Merger.id).where(
        Merger.table == merger.table,
        Merger.kept_id == merger.kept_id,
        Merger.id > merger.id,
        Merger.undone_at.is_(None),
    )
    kept, merged = pair(merger)
    return rules.why_not_undo(
        rules.Undoing(
            undone=merger.undone_at is not None,
            kept=_mergeable(kept),
            merged=_mergeable(merged),
            later=session.scalars(later).first() is not None,
            changed=sum(not _is_as_left(merger, step) for step in _steps_back(merger)),
        )
    )


def undoable(table: str, number: int) -> list[tuple[Merger, Record, Sentence | None]]:
    """What was merged into a record, the newest first, and why that cannot be undone, if it cannot. All but
    the newest wait for the newer ones."""
    found = mergers(table, number)
    first = Sentence("Undo what was merged later first.")
    return [
        (merger, pair(merger)[1], first if place else why_not_undo(merger))
        for place, merger in enumerate(found)
    ]


def undo(this: Decision, merger: Merger, why: str | None = None) -> None:
    """Make two of one again, as they were. Raises Refused where something changed since."""
    session.flush()
    kept, merged = pair(merger)
    if reason := why_not_undo(merger):
        raise Refused(reason)
    merged.merged_into_id = None
    session.flush()
    for step in _steps_back(merger):
        _take_back(merger, step)
    merger.undone_at = this.at
    session.flush()
    session.expire_all()
    name = merger.table
    record(this, "undo merge", f"{name} {kept.id}", why=why, about=[f"{name} {merged.id}"], merger=merger.id)


def pair(merger: Merger) -> tuple[Record, Record]:
    """The record that was kept and the one that was merged into it."""
    return _get(merger.table, merger.kept_id), _get(merger.table, merger.merged_id)


def _get(table: str, number: int) -> Record:
    return session.get_one(Person, number) if table == "person" else session.get_one(Organisation, number)


def _lock(*records: Record) -> None:
    """Nothing new can refer to them until the decision is kept."""
    for one in sorted(records, key=lambda one: one.id):
        session.refresh(one, with_for_update=True)


def _table(one: Record) -> str:
    return str(type(one).__tablename__)


def _mergeable(one: Record) -> rules.Mergeable:
    into = _get(_table(one), one.merged_into_id) if one.merged_into_id else None
    erased = isinstance(one, Person) and one.erased_at is not None
    return rules.Mergeable(one.id, one.name or "", (into.name or "") if into else None, erased)


def _move(this: Decision, column: sa.Column[Any], merged: int, kept: int) -> Iterator[Step]:
    """Let every row that refers to the merged record refer to the kept one."""
    table = column.table
    for key in _keys(column, merged):
        other = _clashing(column, key, kept)
        if other is not None:
            row = _whole(table, key)
            weaker = other if _says_more(table, row, other) else row
            _set_aside(this, table, weaker)
            yield {"table": table.name, "set_aside": _as_json(weaker)}
            if weaker is row:
                continue
        session.execute(sa.update(table).where(_is(table, key)).values({column.name: kept}))
        moved = {**key, column.name: kept} if column.primary_key else key
        yield {"table": table.name, "column": column.name, "key": moved}


def _keys(column: sa.Column[Any], number: int) -> list[Row]:
    """The rows that refer to a record, by their primary keys."""
    keys = list(column.table.primary_key.columns)
    found = sa.select(*keys).where(column == number).order_by(*keys)
    return [dict(row._mapping) for row in session.execute(found)]


def _whole(table: sa.Table, key: Row) -> Row:
    return dict(session.execute(sa.select(table).where(_is(table, key))).one()._mapping)


def _clashing(column: sa.Column[Any], key: Row, kept: int) -> Row | None:
    """A row that could not stand beside this one, if it referred to the kept record."""
    table, one = column.table, column.table.alias()
    keys = table.primary_key.columns
    this_one = [one.c[name] == value for name, value in key.items()]
    for others in _unique_beside(column):
        same = [table.c[other.name] == one.c[other.name] for other in others]
        beside = sa.select(*keys).join_from(table, one, sa.and_(column == kept, *same)).where(*this_one)
        if found := session.execute(beside).first():
            return _whole(table, dict(found._mapping))
    return None


def _unique_beside(column: sa.Column[Any]) -> Iterator[list[sa.Column[Any]]]:
    """For each set of columns that are unique together with this one, the others."""
    table = column.table
    sets = [
        list(rule.columns)
        for rule in table.constraints
        if isinstance(rule, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
    ]
    sets += [list(index.columns) for index in table.indexes if index.unique]
    yield from ([one for one in columns if one is not column] for columns in sets if column in columns)


def _says_more(table: sa.Table, row: Row, other: Row) -> bool:
    rank = STRONGER.get(table.name)
    return rank is not None and bool(rank(row) > rank(other))


def _set_aside(this: Decision, table: sa.Table, row: Row) -> None:
    if _is_referred_to(table):
        raise Refused(_both(table))
    if table.name == "representative":
        for purpose in LINKED:
            withdraw(this, purpose, f"representative {row['id']}")
    session.execute(sa.delete(table).where(_is(table, row)))


def _is_referred_to(table: sa.Table) -> bool:
    """Whether more hangs on its rows, so that none can be set aside."""
    return any(
        key.column.table is table for other in Base.metadata.tables.values() for key in other.foreign_keys
    )


def _both(table: sa.Table) -> Sentence:
    return BOTH.get(
        table.name,
        Sentence("Both have something that one record can have once only. Remove it from one of them first."),
    )


def _fill(table: str, kept: Record, merged: Record) -> Iterator[Step]:
    for columns in FILLED[table]:
        if getattr(kept, columns[0]) is not None or getattr(merged, columns[0]) is None:
            continue
        yield {"filled": _as_json({column: getattr(kept, column) for column in columns})}
        for column in columns:
            setattr(kept, column, getattr(merged, column))


def _steps_back(merger: Merger) -> list[Step]:
    """From the last to the first. Of what is led no row is named: all that there is goes back."""
    moved = {step["table"]: step["column"] for step in merger.moved if "key" in step}
    led = {name: moved[leader] for name, leader in LED.items() if leader in moved}
    steps = [step for step in reversed(merger.moved) if step.get("table") not in led]
    return [*steps, *({"table": name, "column": column} for name, column in led.items())]


def _take_back(merger: Merger, step: Step) -> None:
    if "filled" in step:
        _empty(merger, step["filled"])
        return
    table = Base.metadata.tables[step["table"]]
    if "set_aside" in step:
        session.execute(sa.insert(table).values(_as_it_was(table, step["set_aside"])))
    else:
        column = table.c[step["column"]]
        mine = _is(table, step["key"]) if "key" in step else column == merger.kept_id
        session.execute(sa.update(table).where(mine).values({column.name: merger.merged_id}))


def _empty(merger: Merger, before: Row) -> None:
    """Take back what the kept record took over, unless somebody changed it since."""
    kept, merged = pair(merger)
    if all(getattr(kept, column) == getattr(merged, column) for column in before):
        values = _from_json(Base.metadata.tables[merger.table], before)
        session.execute(sa.update(type(kept)).where(type(kept).id == kept.id).values(values))


def _as_it_was(table: sa.Table, told: Row) -> Row:
    """A row that was set aside; under another number where its own was given away meanwhile."""
    row = _from_json(table, told)
    taken = session.execute(sa.select(table).where(_is(table, row))).first()
    return {name: value for name, value in row.items() if name != "id"} if taken else row


def _is_as_left(merger: Merger, step: Step) -> bool:
    """Whether a row that moved still refers to the kept record. One that was set aside can always come
    back: nothing else was given its place; and what is led has no row that would have to be there."""
    if "key" not in step:
        return True
    table = Base.metadata.tables[step["table"]]
    moved = sa.select(table).where(_is(table, step["key"]), table.c[step["column"]] == merger.kept_id)
    return session.execute(moved).first() is not None


def _is(table: sa.Table, row: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    """The condition that finds this row."""
    return sa.and_(*(column == row[column.name] for column in table.primary_key.columns))


def _as_json(row: Row) -> Row:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _from_json(table: sa.Table, row: Row) -> Row:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    if isinstance(kind, UtcDateTime) and value is not None:
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Date) and value is not None:
        return date.fromisoformat(value)
    return value
