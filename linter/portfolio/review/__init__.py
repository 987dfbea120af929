"""The review round trip: verdicts out on a sheet, what persons concluded back in, and what that says of scores and rules.

A reviewer's conclusion belongs to a report (its bytes) and a duty. It is held against the machine's conclusion it was given on: where the machine
concludes something else by now it does not apply any more, and is told.
"""
