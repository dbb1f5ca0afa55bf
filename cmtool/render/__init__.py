"""Templates, Markdown, charts, escaping: from plain data to text."""
