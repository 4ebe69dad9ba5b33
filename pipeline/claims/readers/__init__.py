"""One shape of statement a file: figures with a trigger, metrics, people in posts, profiles in brackets, table rows."""
