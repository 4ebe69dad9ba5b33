"""From documents to reconciled tables, stage by stage; users import `awase`, which stands beside this package."""
