"""From documents to reconciled tables."""
