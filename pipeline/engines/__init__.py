"""Where the stages run; what they do is no business of an engine."""
