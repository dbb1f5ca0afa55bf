"""The overlay of a public registry lies in the same git work tree: one `git add` would publish what it holds.

The overlay keeps gender and private notes out of a repository that everybody can read. A folder inside that
repository's work tree is one careless command away from being committed, ignored or not, and a repository nested in
another is easily taken for a part of it. The place of the overlay is judged by its path alone, also where it is not
there.

Bad:

    privacy:
      visibility: public
      overlay: ../private              # the repository is in ..

Good:

    privacy:
      visibility: public
      overlay: ../../meridian-private  # beside the repository

How to fix: move the folder beside the repository, as a private repository of its own, and name it from the registry's
folder. If it was committed, tell the people in it: only rewriting the history takes it out.
"""

CODE = "PRV104"
SEVERITY = "error"
FOUND_BY = "loader"
