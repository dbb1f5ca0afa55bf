"""The wheel carries what cmtool needs away from its checkout; an editable install, nothing that could go stale."""

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from cmtool import __version__

CHECKOUT = Path(__file__).parents[1]
SHIPPED = (
    "cmtool",
    "registry",
    "templates",
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    ".gitignore",
)


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)


def done(*command: object, cwd: Path) -> str:
    result = run(*command, cwd=cwd)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def files_of(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the project in a folder of their own, as a clone would have them."""
    copy = tmp_path_factory.mktemp("checkout") / "cmtool"
    copy.mkdir()
    for name in SHIPPED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    return copy


@pytest.fixture(scope="module")
def built(checkout: Path) -> Path:
    """`dist/` with an sdist, and a wheel built from that sdist."""
    done(sys.executable, "-m", "build", "--no-isolation", cwd=checkout)
    return checkout / "dist"


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return built / f"cmtool-{__version__}-py3-none-any.whl"


def environment(folder: Path) -> Path:
    """The Python of a new environment that sees the libraries of this one, but not its cmtool."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    site = purelib(python, folder)
    # a path in a .pth file is searched, but the .pth files in it (the editable cmtool of this environment) are not
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def purelib(python: Path, cwd: Path) -> Path:
    return Path(done(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=cwd).strip())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment with the wheel installed, outside any checkout."""
    folder = tmp_path_factory.mktemp("installed")
    python = environment(folder)
    done(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    return folder / "bin"


def test_the_wheel_holds_the_package_the_templates_and_the_sample(wheel: Path, checkout: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == (
        {f"cmtool/{name}" for name in files_of(checkout / "cmtool")}
        | {f"cmtool/templates/{name}" for name in files_of(checkout / "templates")}
        | {f"cmtool/sample/{name}" for name in files_of(checkout / "registry")}
    )
    assert {
        "cmtool/py.typed",
        "cmtool/sample/community.yaml",
        "cmtool/demo/history.yaml",
        "cmtool/demo/overlay/members/amina-diallo.yaml",
        "cmtool/demo/pages/meridian-stack.md",
        "cmtool/starter/files/github/workflows/cmtool.yml",
        "cmtool/starter/files/gitignore",
    } <= names


def test_the_wheel_names_its_licence(wheel: Path, checkout: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"cmtool-{__version__}.dist-info"
    assert archive.read(f"{info}/licenses/LICENSE") == (checkout / "LICENSE").read_bytes()
    assert "License-Expression: Apache-2.0" in archive.read(f"{info}/METADATA").decode().splitlines()


def test_the_sdist_holds_what_a_wheel_is_built_from_and_nothing_of_a_workplace(built: Path, checkout: Path) -> None:
    top = f"cmtool-{__version__}/"
    with tarfile.open(built / f"cmtool-{__version__}.tar.gz") as archive:
        names = {name.removeprefix(top) for name in archive.getnames()}
    expected = set(SHIPPED[3:]) | {f"{folder}/{name}" for folder in SHIPPED[:3] for name in files_of(checkout / folder)}
    assert names == expected | {"PKG-INFO"}


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert done(installed / "cmtool", "--version", cwd=tmp_path) == f"cmtool {__version__}\n"
    assert done(installed / "python", "-m", "cmtool", "--version", cwd=tmp_path) == f"cmtool {__version__}\n"


@pytest.mark.parametrize(
    "command",
    [
        ("validate",),
        ("due", "--within", "30d"),
        ("list", "members"),
        ("report", "overview"),
        ("draft", "spotlight", "amina-diallo"),
        ("agenda", "2026-11-26-communitymeet"),
        ("templates", "list"),
        ("explain", "GRP102"),
        ("schema", "member"),
        ("validate", "--format", "sarif"),
    ],
    ids=" ".join,
)
def test_the_installed_command_works_on_the_packaged_sample_as_in_the_checkout(
    command: tuple[str, ...], installed: Path, tmp_path: Path
) -> None:
    where = "from cmtool.store.packaged import sample_folder; print(sample_folder())"
    sample = Path(done(installed / "python", "-c", where, cwd=tmp_path).strip())
    assert sample.parent.name == "cmtool"
    shutil.copytree(sample, tmp_path / "registry")
    there = run(installed / "cmtool", *command, cwd=tmp_path)
    shutil.rmtree(tmp_path / "registry")
    shutil.copytree(CHECKOUT / "registry", tmp_path / "registry")
    here = run(sys.executable, "-m", "cmtool", *command, cwd=tmp_path)
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)
    assert (here.returncode, here.stderr) == (0, "")
    assert here.stdout


def test_the_installed_command_begins_a_registry(installed: Path, tmp_path: Path) -> None:
    origin = f"https://github.com/acme/cmtool@{'3f0c' * 10}"
    words = ("--name", "Harbour", "--contact", "hello@meridian.example", "--manager", "Ada Stone", "--cmtool", origin)
    made = run(installed / "cmtool", "init", "hc", *words, "--no-git", "--today", "2026-11-20", cwd=tmp_path)
    assert (made.returncode, (tmp_path / "hc/.github/workflows/cmtool.yml").exists()) == (0, True), made.stderr
    judged = run(installed / "cmtool", "validate", "--today", "2026-11-20", cwd=tmp_path / "hc")
    assert judged.returncode == 0


def test_the_installed_command_makes_the_same_demo_as_in_the_checkout(installed: Path, tmp_path: Path) -> None:
    there = run(installed / "cmtool", "demo", "there", cwd=tmp_path)
    here = run(sys.executable, "-m", "cmtool", "demo", "here", cwd=tmp_path)
    assert (there.returncode, here.returncode) == (0, 0)
    assert there.stdout.replace("there/", "here/") == here.stdout


def test_an_editable_install_copies_nothing(checkout: Path, tmp_path: Path) -> None:
    python = environment(tmp_path)
    site = purelib(python, tmp_path)
    editable = ("install", "--no-deps", "--no-index", "--no-build-isolation", "--editable")
    done(sys.executable, "-m", "pip", "--python", python, *editable, checkout, cwd=tmp_path)
    assert [path.name for path in site.iterdir() if path.is_dir()] == [f"cmtool-{__version__}.dist-info"]
    assert {path.suffix for path in site.iterdir() if path.is_file()} == {".pth"}
    where = "from cmtool.store.packaged import *; print(templates_folder()); print(sample_folder())"
    assert done(python, "-c", where, cwd=tmp_path).split() == [str(checkout / "templates"), str(checkout / "registry")]
