# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep the bytecode of what Python imports from zip files, for the tests.

Ansible sends each module as a zip file, for which Python keeps no bytecode, so each task compiles
all of its module anew: half of the processor time of the tests. C(python zip_bytecode.py FOLDER)
installs this file into the environment of that Python, which then keeps the bytecode in C(FOLDER).
The variable C(ZIP_BYTECODE=no) turns it off, for measurements.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
import zipimport
from types import CodeType
from typing import Any

# Changes with each form of bytecode.
_PYTHON = "%s-%d" % (sys.implementation.cache_tag, sys.flags.optimize)


def keep_in(folder: str) -> None:
    """Make C(zipimport) look in a folder before it compiles, unless that is turned off."""
    compile_source: Any = getattr(zipimport, "_compile_source", None)
    if compile_source is None or os.environ.get("ZIP_BYTECODE") == "no":
        return

    def compile_once(path: str, source: bytes) -> CodeType:
        name = "%s.%s" % (_imp.source_hash(0, source).hex(), _PYTHON)
        file = os.path.join(folder, name)
        try:
            with open(file, "rb") as stream:
                code: CodeType = marshal.loads(stream.read())
            _imp._fix_co_filename(code, path)  # type: ignore[attr-defined]
        except (OSError, ValueError, EOFError, TypeError):
            code = compile_source(path, source)
            _write(file, marshal.dumps(code))
        return code

    zipimport._compile_source = compile_once  # type: ignore[attr-defined]


def _write(file: str, content: bytes) -> None:
    """Write a file at once, because other processes read it; without one, each compiles anew."""
    part = "%s.%d" % (file, os.getpid())
    try:
        with open(part, "wb") as stream:
            stream.write(content)
        os.replace(part, file)
    except OSError:
        pass


def install(folder: str) -> None:
    """Copy this file to where this Python looks, with a line that each start runs."""
    import shutil
    import sysconfig

    os.makedirs(folder, exist_ok=True)
    packages = sysconfig.get_path("purelib")
    shutil.copy(__file__, os.path.join(packages, "zip_bytecode.py"))
    with open(os.path.join(packages, "zip_bytecode.pth"), "w") as stream:
        stream.write("import zip_bytecode; zip_bytecode.keep_in(%r)\n" % os.path.abspath(folder))


if __name__ == "__main__":
    install(sys.argv[1])
