"""Files that appear whole, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from scheduler.cli.files import written_whole
from scheduler.kernel.errors import Refused


def test_the_name_is_given_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("old")
    with written_whole(target) as file:
        file.write(b"new")
        file.flush()
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert os.listdir(tmp_path) == ["file"]


def test_nothing_is_left_of_a_file_that_failed(tmp_path: Path) -> None:
    def fail() -> None:
        with written_whole(tmp_path / "file") as file:
            file.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o640)])
def test_a_private_file_is_for_its_owner_only(private: bool, mode: int, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with written_whole(tmp_path / "file", private=private):
            assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [mode]
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == mode


def test_what_is_no_ordinary_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused) as refused, written_whole(tmp_path / "pipe"):
        pass
    assert str(refused.value) == f"{tmp_path}/pipe is no ordinary file."
    assert (tmp_path / "pipe").is_fifo()
