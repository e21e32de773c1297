save = Save
cancel = Cancel
close = Close
documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
}
today = today
yesterday = yesterday
