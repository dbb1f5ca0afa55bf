"""The promises of speed and memory, measured: `make bench`."""
