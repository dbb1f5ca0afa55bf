"""The porch: the only importer of typer and rich; environment, clock, exit codes, printing."""
