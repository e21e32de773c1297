save = Gem
cancel = Annullér
close = Luk
documents = { $n ->
    [one] { $n } dokument
   *[other] { $n } dokumenter
}
today = i dag
yesterday = i går
not-found = Siden findes ikke
not-found-why = Den er måske slettet eller flyttet, eller også har du ikke adgang til den.
forbidden = Det har du ikke adgang til
forbidden-why = Din rolle giver ikke ret til det. Spørg en administrator eller den, der er ansvarlig for sagen.
sign-in-needed = Log ind for at fortsætte
conflict = Andre har ændret det i mellemtiden
conflict-why = Hent siden igen, og se ændringen. Det, du skrev, er ikke gemt.
taken = Det findes allerede
refused = Det kan ikke lade sig gøre
invalid = Noget skal rettes
busy = Der er travlt lige nu
busy-why = Prøv igen om et øjeblik. Intet er ændret.
too-large = Det er for stort
unavailable = Systemet er utilgængeligt lige nu
unavailable-why = Databasen eller fillageret svarer ikke. Intet er ændret. Prøv igen om lidt; sker det stadig, så sig det til driften.
full = Der er ikke mere plads
full-why = Serverens disk er fuld, så intet er gemt. Sig det til driften, og prøv igen bagefter.
internal = Der gik noget galt
internal-why = Intet er ændret. Prøv igen; sker det stadig, så giv driften nummeret { $request }.
bad-json = Indholdet er ikke et gyldigt JSON-objekt.
fault-empty = Udfyld feltet.
fault-long = Skriv højst { $most ->
   *[other] { $most } tegn.
}
fault-short = Skriv mindst { $least ->
   *[other] { $least } tegn.
}
fault-number = Skriv et helt tal.
fault-choice = Vælg en af mulighederne.
fault-date = Skriv en dato, fx 14. feb. 2026, 14/2 eller i morgen.
fault-email = Skriv en e-mailadresse, fx navn@eksempel.dk.
double = Filen findes allerede på sagen
