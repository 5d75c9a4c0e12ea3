# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytecode that the tests keep of what is imported from zip files."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ansible_collections.community.zendesk.tests.bench import measure
from ansible_collections.community.zendesk.tests.tools import zip_bytecode

# As a user's environment does not turn it off.
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "ZIP_BYTECODE"}
START = "import zip_bytecode; zip_bytecode.keep_in(%r)"


def shown(folder: Path, source: str, zipped: str = "a.zip", **more: str) -> str:
    """What a module prints that is imported from a zip file, by a Python that starts anew."""
    file = folder / zipped
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("inside.py", source)
    code = "import sys; sys.path[:0] = %r; %s; import inside" % (
        [str(file), str(Path(zip_bytecode.__file__).parent)],
        START % str(folder / "kept"),
    )
    ended = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={**ENVIRONMENT, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return ended.stdout.strip()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path


def plant(folder: Path, content: bytes) -> None:
    """Replaces what was kept."""
    (file,) = (folder / "kept").iterdir()
    file.write_bytes(content)


def test_code_is_compiled_once(kept: Path) -> None:
    assert shown(kept, "print(1)") == "1"
    plant(kept, marshal.dumps(compile("print('kept')", "x", "exec")))
    assert shown(kept, "print(1)", "b.zip") == "kept"
    assert shown(kept, "print(1)", ZIP_BYTECODE="no") == "1"
    assert shown(kept, "print(2)") == "2"


@pytest.mark.parametrize("content", [b"", b"\xff", marshal.dumps(None)], ids=repr)
def test_what_is_damaged_is_compiled_anew(content: bytes, kept: Path) -> None:
    for _time in range(2):
        assert shown(kept, "print(1)") == "1"
        plant(kept, content)


def test_without_the_folder_all_is_compiled(tmp_path: Path) -> None:
    assert shown(tmp_path, "print(1)") == "1"


def test_a_traceback_names_the_file_that_was_imported(kept: Path) -> None:
    source = "def fail():\n    raise ValueError\n\nfail()\n"
    assert "a.zip/inside.py" in shown(kept, source).replace(os.sep, "/")
    said = shown(kept, source, "b.zip").replace(os.sep, "/")
    assert "b.zip/inside.py" in said
    assert "a.zip" not in said


def test_it_is_installed_here_and_the_bench_turns_it_off(tmp_path: Path) -> None:
    code = "import zipimport; print(zipimport._compile_source.__module__)"

    def says(environment: dict[str, str]) -> str:
        return subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)

    assert says(ENVIRONMENT).strip() == "zip_bytecode"
    assert says(measure._environment(tmp_path)).strip() == "zipimport"
