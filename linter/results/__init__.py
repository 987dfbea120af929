"""Results kept from one run to the next, and carried between processes: ids, statuses, numbers and spans, never text."""
