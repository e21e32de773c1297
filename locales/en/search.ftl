found = { $n ->
    [0] Nothing found for “{ $text }”
    [one] { $n } hit for “{ $text }”
   *[other] { $n } hits for “{ $text }”
}
everything = { $n ->
    [0] Nothing to find yet
    [one] { $n } hit
   *[other] { $n } hits
}
place = Place
widen = Search everything
narrow = Narrow down
sort = Sort
by-relevance = Relevance
by-date = Date
odd = A quotation mark or an OR stood alone, so the words were searched as they are.
nothing = Nothing found
nothing-why = Try fewer or other words. Cases and documents that you have access to are searched.
nothing-narrow = There are no hits within those limits.
cases = Cases
documents = Documents
all-cases = { $n ->
    [one] Show { $n } case
   *[other] Show all { $n } cases
}
all-documents = { $n ->
    [one] Show { $n } document
   *[other] Show all { $n } documents
}
range = { $from }–{ $to } of { $total }
pages = Pages
page = page { $n }
kind = Kind
document-type = Document type
year = Year
forgiven = No hits for “{ $text }”. Here are words like it.
no-documents = There are no documents yet. Add them to a case.
to-cases = Go to cases
