save = Save
cancel = Cancel
close = Close
documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
today = today
yesterday = yesterday
not-found = There is no such page
not-found-why = It may have been deleted or moved, or you may not have access to it.
forbidden = You may not do that
forbidden-why = Your role does not allow it. Ask whoever is responsible for the case, or an administrator.
sign-in-needed = Sign in to go on
conflict = Somebody changed it in the meantime
conflict-why = Load the page again and look at the change. What you wrote has not been saved.
taken = It exists already
refused = That cannot be done
invalid = Something needs to be corrected
busy = It is busy right now
busy-why = Try again in a moment. Nothing has been changed.
too-large = It is too large
unavailable = The system can't be reached right now
unavailable-why = The database or the store of files doesn't answer. Nothing has been changed. Try again shortly; if it still happens, tell the operators.
full = There is no more room
full-why = The server's disk is full, so nothing was saved. Tell the operators, and try again afterwards.
internal = Something went wrong
internal-why = Nothing has been changed. Try again; if it still happens, give the operators the number { $request }.
bad-json = The body is not a valid JSON object.
fault-empty = Fill in this field.
fault-long = Write at most { $most ->
   *[other] { $most } characters.
}
fault-short = Write at least { $least ->
   *[other] { $least } characters.
}
fault-number = Write a whole number.
fault-choice = Choose one of the options.
fault-date = Write a date, such as 14 Feb 2026, 14/2 or tomorrow.
fault-email = Write an e-mail address, such as name@example.org.
double = The file is already on the case
