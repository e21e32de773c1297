save = Gem
cancel = Annullér
close = Luk
documents = { $n ->
    [one] { $n } dokument
   *[other] { $n } dokumenter
}
today = i dag
yesterday = i går
