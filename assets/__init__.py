"""What the program carries with it, read through importlib.resources: forms, places, fonts, icons, themes, texts."""

from importlib.resources import files


def read(name: str) -> bytes:
    """Return the bytes of the packaged file `name`, a path relative to this package such as `theme/light.json`.

    Raises FileNotFoundError when the package does not carry it.
    """
    return files(__name__).joinpath(name).read_bytes()


def listing(folder: str) -> tuple[str, ...]:
    """Return the sorted names of the files directly inside the packaged `folder`."""
    return tuple(sorted(entry.name for entry in files(__name__).joinpath(folder).iterdir() if entry.is_file()))
