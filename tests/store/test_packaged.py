from pathlib import Path

import pytest

from cmtool.store.packaged import demo_folder, sample_folder, templates_folder

CHECKOUT = Path(__file__).parents[2]


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_a_checkout_uses_the_folders_beside_the_package() -> None:
    assert templates_folder() == CHECKOUT / "templates"
    assert sample_folder() == CHECKOUT / "registry"


def test_an_installed_package_uses_the_folders_inside_it(tmp_path: Path) -> None:
    package = made(tmp_path / "site-packages" / "cmtool")
    assert templates_folder(package) == package / "templates"
    assert sample_folder(package) == package / "sample"


def test_what_the_demo_adds_lies_in_the_package_in_any_case(tmp_path: Path) -> None:
    assert demo_folder() == CHECKOUT / "cmtool" / "demo"
    assert demo_folder(tmp_path / "cmtool") == tmp_path / "cmtool" / "demo"


@pytest.mark.parametrize("name", ["templates", "registry", "sample"])
def test_folders_of_others_in_site_packages_are_not_ours(tmp_path: Path, name: str) -> None:
    package = made(tmp_path / "cmtool")
    made(tmp_path / name)
    assert templates_folder(package) == package / "templates"
    assert sample_folder(package) == package / "sample"


def test_a_checkout_never_uses_copies_inside_the_package(tmp_path: Path) -> None:
    package = made(tmp_path / "cmtool")
    (tmp_path / "pyproject.toml").write_text("")
    made(package / "templates")
    made(package / "sample")
    assert templates_folder(package) == tmp_path / "templates"
    assert sample_folder(package) == tmp_path / "registry"
