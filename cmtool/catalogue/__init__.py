"""Facts that come with cmtool: countries, languages, time zones."""
