"""The registry of GovStack, both ways: `working_groups.yml`, `teams.yml` and `persons.yml`, as its Process has them.

Pure: bytes of those files to a change of ours (`update`, `registry`), and our records to new bytes of them (`listing`,
`editing`). Ids are the same on both sides. Whatever one side has no place for is counted as a loss, with a line.
"""
