"""Where the files that ship beside the code are."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def themes_dir() -> Path:
    """The folder of the themes that ship with the program, one TOML file each."""
    return find_data("themes")


def sample_plans_dir() -> Path:
    """The folder of the plans that `milepost demo` plays."""
    return find_data("sample_plans")


def find_data(name: str, package: Path = PACKAGE) -> Path:
    """The data folder `name`, for an installed `package` or for one run from a checkout.

    The wheel carries the folder inside the package; a checkout has it at the top level, beside
    `src`. Raises `FileNotFoundError` when neither is there: the installation is incomplete.
    """
    installed = package / name
    checkout = package.parent.parent / name
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"milepost is not installed whole: there is no {installed}. Install it again."
    )
