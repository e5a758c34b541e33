"""`scheduler allocate` and `scheduler compose`."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Call
from tests.timetable.allocation.files import EXAMPLES, event, small

WITHOUT_SOLVER = "import sys; sys.modules['ortools'] = None; from scheduler.cli import main; main()"


def test_a_plan_is_made_and_told(call: Call, tmp_path: Path) -> None:
    output = tmp_path / "plan.json"
    done = call("allocate", EXAMPLES / "example-60-full.json", "-o", output)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[:4] for line in lines[1:7]] == [
        ["admission", "46", "46", lines[1].split()[3]],
        ["placed", "46", "46", "46"],
        ["preference", "371", "371", "303"],
        ["theme_pairs", "4", "4", "16"],
        ["room_waste", "425", "425", "430"],
        ["unfair", "19", "19", "40"],
    ]
    assert lines[7:9] == [
        "Wishes met: 1.22 of what first come, first served meets.",
        "8 events see a better wish held by a later application, 1 of them of Member States.",
    ]
    assert json.loads(output.read_bytes())["format"] == "side-event-allocation-plan/1"


def test_prices_and_what_themes_cost_are_told(call: Call, tmp_path: Path) -> None:
    instance, output = tmp_path / "instance.json", tmp_path / "plan.json"
    events = [event(1, preferred_slots=["s1", "s2"]), event(2, preferred_slots=["s1"], theme="t1")]
    instance.write_text(json.dumps(small(events, slots=3)))
    done = call("allocate", instance, "-o", output, "--trade-off", "--price", "E1", "--price", "E2:s1")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-9:] == [
        "given up        wishes  theme_pairs   bound",
        *(f"{percent:<14}      18            0       0" for percent in ("0 %", "1 %", "2 %", "5 %", "10 %")),
        "E1 at s1: preference -7, unfair +1 (proved).",
        "Others that move: E2.",
        "E2 at s1: no level changes (proved).",
    ]
    refused = call("allocate", instance, "-o", output, "--price", "E7:s1")
    assert refused.stderr == "Error: --price E7:s1: the file has no such event or slot.\n"
    in_order = call("allocate", instance, "-o", output, "--policy", "wishes-in-order", "--trade-off")
    assert in_order.stderr.startswith("Error: Wishes that are met in order cannot be given up for themes")


def test_panels_are_composed(call: Call, tmp_path: Path) -> None:
    done = call("compose", EXAMPLES / "example-panel.json", "-o", tmp_path / "plan.json")
    assert done.stdout.startswith(
        "18 of 27 seats filled (bound 18), rank points 63 (bound 63), proved best.\n"
    )


def test_faults_are_listed_and_nothing_is_written(call: Call, tmp_path: Path) -> None:
    faulty, output = tmp_path / "faulty.json", tmp_path / "plan.json"
    twice = {"pinned": {"slot": "s1", "room": "R1"}}
    faulty.write_text(json.dumps(small([event(1, **twice), event(2, **twice)])))
    done = call("allocate", faulty, "-o", output)
    assert (done.exit_code, done.stderr.splitlines()) == (2, [
        f"{faulty}: E1 and E2 are pinned into one room at one time.",
        "1 fault: no plan was made. Mend the file and run this again.",
        "The smallest set of demands that cannot all hold:",
        "  1. E1 is pinned into R1 at s1.",
        "  2. E2 is pinned into R1 at s1.",
    ])  # fmt: skip
    other = call("compose", EXAMPLES / "example-60.json", "-o", output)
    assert (other.exit_code, other.stderr) == (
        1,
        "Error: This file is for another command: scheduler allocate\n",
    )
    assert not output.exists()


def test_without_the_solver_first_come_is_served_first_and_said_so(
    environment: dict[str, str], tmp_path: Path
) -> None:
    output = tmp_path / "plan.json"
    command = [sys.executable, "-c", WITHOUT_SOLVER]
    words = ["allocate", str(EXAMPLES / "example-60.json"), "-o", str(output)]
    done = subprocess.run([*command, *words], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stderr.startswith("OR-Tools is not installed, so nothing can be proved")
    assert json.loads(output.read_bytes())["terms"]["placed"] == 60
