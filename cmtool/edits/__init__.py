"""Verbs: an intention, and the registry as it is, become a change set. Pure: nothing is read or written here.

A verb is one file. `missing` and `blast` answer the hall's questions about `add` and about any change; what verbs share
begins with an underscore.
"""
