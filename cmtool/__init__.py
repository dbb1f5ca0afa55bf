"""cmtool: the records of a community as YAML files in git, checked, questioned and rendered."""

__version__ = "0.1.0"
