"""`scheduler allocate` and `scheduler compose`: plans for allocation files, without a database."""

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import click

from scheduler.cli.command import HELP, Command
from scheduler.cli.files import written_whole
from scheduler.formats.allocation_file import Allocation, Panels, read
from scheduler.formats.programme_json import LARGEST
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation import conflicts, greedy, plan_file, prices, solver
from scheduler.timetable.allocation.levels import Found, Policy, allocate
from scheduler.timetable.allocation.measures import envied, measure
from scheduler.timetable.allocation.panel import compose
from scheduler.timetable.allocation.problem import Impossible, Plan, Problem, require_possible
from scheduler.timetable.allocation.runs import Level, Step
from scheduler.timetable.allocation.solver import Effort
from scheduler.timetable.allocation.trading import trade_off

One = TypeVar("One", Allocation, Panels)

FAULTY = 2
"""Exit code when the file has faults."""
NOT_INSTALLED = (
    "OR-Tools is not installed, so nothing can be proved: this is the plan of first come, first served. For "
    "the best plan run: pip install 'scheduler[allocation]'"
)

IN_ORDER = Sentence(
    "Wishes that are met in order cannot be given up for themes: choose another policy, or leave "
    "--give-up and --trade-off out."
)

instance_argument = click.argument(
    "instance", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
output_option = click.option(
    "-o",
    "--output",
    metavar="PLAN",
    required=True,
    type=click.Path(path_type=Path),
    help="Where the plan goes.",
)
seconds_option = click.option(
    "--seconds",
    type=click.IntRange(1, 86_400),
    default=180,
    show_default=True,
    help="Last stop. A run that it ends keeps its best plan, and another run may find another one.",
)
seed_option = click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True)


@click.command("allocate", cls=Command, context_settings=HELP)
@instance_argument
@output_option
@click.option(
    "--policy",
    type=click.Choice([policy.value for policy in Policy]),
    default=Policy.PUBLISHED_RULE.value,
    show_default=True,
    help="Who is admitted, and whose wishes count first.",
)
@click.option(
    "--give-up",
    metavar="PERCENT",
    type=click.IntRange(0, 100),
    default=0,
    show_default=True,
    help="At most so much of the wishes, for fewer events of one theme at the same time.",
)
@click.option("--trade-off", is_flag=True, help="Print what giving up 0, 1, 2, 5 and 10 percent would bring.")
@click.option(
    "--price",
    "asked",
    metavar="EVENT[:SLOT]",
    multiple=True,
    help="Print what it would cost to put an event there; without a slot, into each that it would like "
    "better. Can be given more than once.",
)
@seconds_option
@seed_option
@click.pass_context
def allocate_events(
    context: click.Context,
    instance: Path,
    output: Path,
    policy: str,
    give_up: int,
    trade_off: bool,
    asked: tuple[str, ...],
    seconds: int,
    seed: int,
) -> None:
    """Give side events their slots and rooms.

    INSTANCE has the format side-event-allocation/1, kind allocate or reallocate; it can be "-" for standard
    input. The plan states what was proved of each level, and for every event why it is where it is.
    """
    problem = Problem(_read(context, instance, Allocation))
    wanted = [_event_and_slot(problem, words) for words in asked]
    chosen, effort = Policy(policy), Effort(seconds=seconds, seed=seed)
    if chosen is Policy.WISHES_IN_ORDER and (give_up or trade_off):
        raise Refused(IN_ORDER)
    started = time.monotonic()
    try:
        require_possible(problem)
    except Impossible as impossible:
        _say_faults(str(instance), map(str, impossible.sentences))
        _say_conflict(problem)
        context.exit(FAULTY)
    if not solver.is_installed():
        click.echo(NOT_INSTALLED, err=True)
        _write(output, plan_file.of_greedy(problem))
        return
    found = allocate(problem, chosen, effort, _progress, give_up=give_up)
    _write(output, plan_file.of_allocation(problem, found, chosen, seed, give_up))
    _say(problem, found)
    click.echo(f"{time.monotonic() - started:.1f} s in all. The plan is in {output}")
    if trade_off:
        _say_trade_off(problem, chosen, effort)
    for event, slot in wanted:
        _say_prices(problem, found.plan, event, slot, chosen, give_up)


@click.command("compose", cls=Command, context_settings=HELP)
@instance_argument
@output_option
@seconds_option
@seed_option
@click.pass_context
def compose_panels(context: click.Context, instance: Path, output: Path, seconds: int, seed: int) -> None:
    """Give nominations their seats on panels.

    INSTANCE has the format side-event-allocation/1, kind panel; it can be "-" for standard input.
    """
    panels = _read(context, instance, Panels)
    if not solver.is_installed():
        raise Refused(Sentence("OR-Tools is needed for this. Run: pip install 'scheduler[allocation]'"))
    started = time.monotonic()
    try:
        composed = compose(panels, Effort(seconds=seconds, seed=seed))
    except Impossible as impossible:
        _say_faults(str(instance), map(str, impossible.sentences))
        context.exit(FAULTY)
    _write(output, plan_file.of_panels(panels, composed, seed))
    proof = "proved best" if composed.is_proven else "not proved best"
    click.echo(
        f"{composed.filled[0]} of {composed.seats} seats filled (bound {composed.filled[1]}), rank points "
        f"{composed.rank_points[0]} (bound {composed.rank_points[1]}), {proof}."
    )
    click.echo(f"{time.monotonic() - started:.1f} s in all. The plan is in {output}")


def _read(context: click.Context, file: Path, wanted: type[One]) -> One:
    """The instance in a file; a faulty one ends the command with every fault listed."""
    data = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else file.read_bytes()
    reading = read(data, str(file))
    if reading.faults:
        _say_faults(str(file), map(str, reading.faults))
        context.exit(FAULTY)
    if not isinstance(reading.instance, wanted):
        other = "compose" if isinstance(reading.instance, Panels) else "allocate"
        raise Refused(Sentence("This file is for another command: scheduler %(other)s", other=other))
    return reading.instance


def _say_faults(file: str, faults: Iterable[str]) -> None:
    told = list(faults)
    for fault in told:
        click.echo(f"{file}: {fault}", err=True)
    count = "1 fault" if len(told) == 1 else f"{len(told)} faults"
    click.echo(f"{count}: no plan was made. Mend the file and run this again.", err=True)


def _write(output: Path, content: bytes) -> None:
    with written_whole(output) as file:
        file.write(content)


def _progress(step: Step) -> None:
    """Prints each better value with its bound, where somebody looks."""
    if sys.stderr.isatty():
        click.echo(f"{step.seconds:7.1f} s  {step.level} {step.value}, bound {step.bound}", err=True)


def _event_and_slot(problem: Problem, words: str) -> tuple[str, str | None]:
    """What --price asks for. Ids may hold colons themselves."""
    if words in problem.event:
        return words, None
    event, _, slot = words.rpartition(":")
    if event not in problem.event or slot not in problem.slot:
        raise Refused(Sentence("--price %(words)s: the file has no such event or slot.", words=words))
    return event, slot


def _say_conflict(problem: Problem) -> None:
    conflict = conflicts.of_pins(problem)
    if conflict:
        click.echo("The smallest set of demands that cannot all hold:", err=True)
        for number, demand in enumerate(conflict.demands, 1):
            click.echo(f"  {number}. {demand}", err=True)


def _say_trade_off(problem: Problem, policy: Policy, effort: Effort) -> None:
    click.echo(f"{'given up':<14}{'wishes':>8}{'theme_pairs':>13}{'bound':>8}")
    for point in trade_off(problem, policy, effort=effort):
        proof = "" if point.is_proven else "  not proved"
        percent = f"{point.percent} %"
        click.echo(f"{percent:<14}{point.wishes:>8}{point.theme_pairs:>13}{point.bound:>8}{proof}")


def _say_prices(
    problem: Problem, plan: Plan, event: str, slot: str | None, policy: Policy, give_up: int
) -> None:
    slots = [slot] if slot else prices.better_slots(problem, plan, event)
    if not slots:
        click.echo(f"{event} has the best place that it could wish for.")
    for one in slots:
        for sentence in prices.told(prices.price(problem, plan, event, one, policy, give_up=give_up)):
            click.echo(sentence)


def _say(problem: Problem, found: Found) -> None:
    """Levels, what first come, first served would reach, and who is left out."""
    first_come = measure(problem, greedy.plan(problem))
    click.echo(f"{'level':<14}{'value':>8}{'bound':>8}{'first come':>12}{'seconds':>9}")
    for level in found.levels:
        click.echo(_line(level, first_come))
    wishes, before = measure(problem, found.plan)["preference"], first_come["preference"]
    if before:
        click.echo(f"Wishes met: {wishes / before:.2f} of what first come, first served meets.")
    worse = envied(problem, found.plan)
    click.echo(
        f"{worse.all} events see a better wish held by a later application, {worse.of_states} of them of "
        "Member States."
    )
    left_out = [event.id for event in problem.order if event.id not in found.plan]
    if left_out:
        click.echo(f"Left out ({len(left_out)}): {', '.join(left_out)}. The plan says why.")
    if not found.is_repeatable:
        click.echo("The clock ended this run: another one may find another plan.")


def _line(level: Level, first_come: dict[str, int]) -> str:
    proof = "" if level.is_proven else "  not proved"
    before = first_come.get(level.name, "")
    return f"{level.name:<14}{level.value:>8}{level.bound:>8}{before:>12}{level.seconds:>9.1f}{proof}"
