"""The nouns: records, strict and frozen, without input, output or clock."""
