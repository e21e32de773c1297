active = Active
passive = Passive
closed = Closed
archived = Archived
is-closed = The case is closed. Reopen it to change anything.
