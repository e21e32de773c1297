found = { $n ->
    [0] Intet fundet på »{ $text }«
    [one] { $n } fund på »{ $text }«
   *[other] { $n } fund på »{ $text }«
}
everything = { $n ->
    [0] Intet at finde endnu
    [one] { $n } fund
   *[other] { $n } fund
}
place = Sted
widen = Søg i alt
narrow = Afgræns
sort = Sortér
by-relevance = Relevans
by-date = Dato
odd = Et anførselstegn eller et OR stod alene, så der er søgt på ordene, som de står.
nothing = Intet fundet
nothing-why = Prøv færre eller andre ord. Der søges i sager og dokumenter, du har adgang til.
nothing-narrow = Der er ingen fund med de afgrænsninger.
cases = Sager
documents = Dokumenter
all-cases = { $n ->
    [one] Vis { $n } sag
   *[other] Vis alle { $n } sager
}
all-documents = { $n ->
    [one] Vis { $n } dokument
   *[other] Vis alle { $n } dokumenter
}
range = { $from }–{ $to } af { $total }
pages = Sider
page = side { $n }
kind = Art
document-type = Dokumenttype
year = År
forgiven = Ingen fund på »{ $text }«. Her er ord, der ligner.
no-documents = Her er ingen dokumenter endnu. Læg dem på en sag.
to-cases = Gå til sager
