"""The command that takes everything beside the points out of pictures: strip."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import err, printable


def strip(
    files: Annotated[list[Path], typer.Argument(help="JPEG, PNG or WebP pictures; each is put in its own place.")],
) -> None:
    """Take place, device and author out of pictures, before anybody else sees them. No point of a picture is changed."""
    from generator.reading.pictures import MAX_STRIPPED, stripped
    from generator.reading.source import Fault, read_bytes

    failed = False
    for file in files:
        try:
            source = read_bytes(file.parent, file.name, MAX_STRIPPED)
            bare = stripped(source)
        except Fault as fault:
            err.print(printable(f"{file}: {fault.message}; {fault.hint}"), markup=False)
            failed = True
            continue
        if bare != source:
            fresh = file.with_name(f".{file.name}.stripped")
            fresh.write_bytes(bare)
            fresh.replace(file)
        print(printable(f"{file}: {len(source) - len(bare):,} bytes taken out"))
    raise typer.Exit(1 if failed else 0)
