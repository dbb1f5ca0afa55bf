"""What every git is told, so that no configuration and no environment makes it run, fetch, write or tell otherwise.

Options of the command line win over every file of configuration. Filters and hooks have names of their own, which no
option turns off: so what reads uses no command that knows them (`status`, `diff`, `checkout`, `add`).
"""

from __future__ import annotations

import os

_NOTHING = os.devnull

SETTINGS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    # the true past: no other commits laid over it
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": _NOTHING,
    # nothing is fetched; `protocol.ext.allow` of a repository would win over `protocol.allow`, but not over this
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    # one object that says it is larger is refused, and does not take all memory
    "GIT_ALLOC_LIMIT": "1g",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
"""Variables of the environment."""

OPTIONS = (
    "--no-pager",
    "-c", "safe.bareRepository=explicit",
    "-c", "protocol.allow=never",
    # programs
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={_NOTHING}",
    "-c", "core.askPass=",
    "-c", "credential.helper=",
    "-c", "diff.external=",
    "-c", "gpg.program=gpg",
    "-c", "gpg.openpgp.program=gpg",
    "-c", "gpg.x509.program=gpgsm",
    "-c", "gpg.ssh.program=ssh-keygen",
    # other answers
    "-c", f"core.attributesFile={_NOTHING}",
    "-c", f"diff.orderFile={_NOTHING}",
    "-c", "diff.ignoreSubmodules=none",
    "-c", "diff.relative=false",
    "-c", "log.showSignature=false",
    "-c", "log.mailmap=false",
    "-c", "log.follow=false",
    "-c", "color.ui=false",
    "-c", "i18n.logOutputEncoding=UTF-8",
    "-c", "core.warnAmbiguousRefs=true",
    # a cache that git never compares with the commits that it stands for
    "-c", "core.commitGraph=false",
    # larger blobs come in pieces
    "-c", "core.bigFileThreshold=1m",
    # nothing is tidied up meanwhile
    "-c", "gc.auto=0",
    "-c", "maintenance.auto=false",
    "-c", "advice.graftFileDeprecated=false",
)  # fmt: skip
"""Options before the command."""

WHOLE = ("--ignore-submodules=none",)
"""Of every comparison of trees: with it git does not ask `.gitmodules`, and one that is broken does not end it."""

OWN_SETTINGS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_EDITOR": ":",
}
"""Variables where the user commits: hooks, signing, identity and filters are as this person configured git.

No command of ours talks to a network; a hook of this person may, so protocols are not closed.
"""

OWN_OPTIONS = (
    "--no-pager",
    "-c", "safe.bareRepository=explicit",
    "-c", "core.fsmonitor=false",
    "-c", "color.ui=false",
    # what a commit stands for is on disk before the branch moves
    "-c", "core.fsync=committed,index",
    "-c", "gc.auto=0",
    "-c", "maintenance.auto=false",
)  # fmt: skip
"""Options before the command, where the user commits."""

OWN_INHERITED = (
    *(f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE")),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "EMAIL", "USER", "LOGNAME", "USERNAME"),
    *("SSH_AUTH_SOCK", "GNUPGHOME", "GPG_TTY", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"),
    # hooks made of pre-commit have their programs there, and would build them again
    *("PRE_COMMIT_HOME", "XDG_CACHE_HOME"),
    *("DBUS_SESSION_BUS_ADDRESS", "LANG", "LC_ALL", "LC_CTYPE", "TERM", "VIRTUAL_ENV"),
)
"""What more git may know of the environment, where the user commits: who that is, keys, and what hooks live on."""
