"""Links and git repositories among the records: git holds none of them in a sample."""

from pathlib import Path


def build(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "ben-okoro.yaml").write_text("name: Ben Okoro\nstatus: active\n")
    (folder / "members" / "ben-okoro.yaml").symlink_to("../elsewhere/ben-okoro.yaml")
    (folder / "skills").symlink_to("elsewhere", target_is_directory=True)
    (folder / "groups" / "cloned" / ".git").mkdir(parents=True)
    for part in ("objects", "refs"):
        (folder / "meetings" / "bare" / part).mkdir(parents=True)
    (folder / "meetings" / "bare" / "HEAD").write_text("ref: refs/heads/main\n")
