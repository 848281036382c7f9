"""`python -m generator.cli`, the same as `beacon`."""

from generator.cli import main

main()
