"""Registry YAML as text: the reader. The only importer of the YAML libraries."""
