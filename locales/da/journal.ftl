crumbs = Brødkrummer
plans = Journalplaner
plans-lede = De nøgler, sager ordnes under. En plan er et træ; sager oprettes på de yderste nøgler.
plans-caption = Journalplaner i den rækkefølge, de vises
plan-lede = Vælg en nøgle for at rette, flytte eller lukke den.
journal-plan = Journalplan
new-plan = Ny plan
create-plan = Opret plan
plan-made = { $name } er oprettet
plan-saved = Planen er gemt
plan-activated = Planen er taget i brug
plan-deactivated = Planen er taget ud af brug
last-plan = Det er den sidste plan i brug. Tag en anden i brug først.
edit-plan = Ret navn og beskrivelse
name = Navn
name-taken = Der er allerede en plan med det navn.
description = Beskrivelse
description-help = Hvad der hører til her, og hvad der ikke gør.
keywords = Stikord
keywords-help = Andre ord, man kan søge på. Skil dem med komma.
title = Titel
code = Kode
keys = Nøgler
cases = Sager
cases-word = { $n ->
    [one] sag
   *[other] sager
}
state = Status
place = Placering
active = I brug
inactive = Ikke i brug
activate = Tag i brug
deactivate = Tag ud af brug
open = Åben
closed = lukket
up = Flyt { $name } op
down = Flyt { $name } ned
more = Flere handlinger
optional = (valgfri)
remove = Fjern
choose = Vælg
clear = Vis alle nøgler
error-title = Fejl: { $title }
add-key = Tilføj nøgle
add-below = Ny nøgle under { $key }
add-below-short = Tilføj undernøgle
added = { $key } er tilføjet
saved = { $key } er gemt
moved = Flyttet til { $key }
deleted = { $key } er slettet
closed-now = { $key } er lukket
reopened = { $key } er genåbnet
closed-above = Nøglen ovenover er lukket. Genåbn den først.
reopen-above-first = Nøglen ovenover er lukket. Genåbn den først.
too-deep = En plan kan højst have { $most ->
   *[other] { $most } niveauer.
}
search-keys = Nøgle, titel eller stikord
no-keys = Ingen nøgler endnu
no-keys-why = En plan begynder med sine øverste nøgler. Du kan også hente en hel plan fra en CSV-fil.
no-keys-ask = Den, der er ansvarlig for journalplanen, kan tilføje dem.
edit-keys = Tilføj nøgler
no-keys-found = Ingen nøgler fundet
no-keys-found-why = Ingen kode, titel eller stikord passer til »{ $q }«.
tree-help = Pilene går i træet. Alt og en pil flytter nøglen: op, ned, ind og ud.
choose-key = Vælg en nøgle i træet for at se og rette den.
edit-key = Ret
move = Flyt
move-key = Flyt { $key }
move-lede = Nøglen flytter med alt under sig, og koderne følger med. Arkivnumre på sager, der findes, ændres ikke.
before = Før
after = Efter
into = Under
target = Nøgle
target-help = Den nøgle, der skal stå ved siden af eller over.
target-needed = Vælg en nøgle i samme plan.
move-into-itself = En nøgle kan ikke flyttes ind under sig selv.
shift = Flyt ét skridt
shift-up = Op
shift-down = Ned
shift-in = Ind
shift-out = Ud
close = Luk
reopen = Genåbn
delete = Slet
delete-title = Slet { $key }?
delete-text = Nøglen har aldrig haft sager. Det kan ikke fortrydes.
delete-go = Slet { $code }
delete-children = Nøglen har nøgler under sig. Flyt eller slet dem først.
delete-held = Nøglen har haft sager. Luk den i stedet.
delete-named = En sagsskabelon bruger nøglen. Fjern den dér først.
cases-where = { $n ->
    [one] Der er { $n } sag på { $key }.
   *[other] Der er { $n } sager på { $key }.
} Sager ligger kun på de yderste nøgler, så de skal flytte.
cases-to = Hvor skal sagerne hen?
cases-to-new = Til den nye undernøgle
cases-to-other = Til en anden nøgle
cases-key = Anden nøgle
cases-key-help = En åben nøgle uden nøgler under sig.
cases-to-needed = Der er sager på nøglen ovenover. Vælg, hvor de skal hen.
cases-to-leaf = Vælg en åben nøgle uden nøgler under sig.
changes = Ændringer
no-changes = Ingen ændringer endnu.
did-create-plan = oprettede planen { $name }
did-import = hentede fra en fil: { $added ->
    [one] { $added } ny
   *[other] { $added } nye
}, { $changed ->
    [one] { $changed } rettet
   *[other] { $changed } rettede
}, { $closed ->
    [one] { $closed } lukket
   *[other] { $closed } lukkede
}
did-create = tilføjede { $code } { $title }
did-move = flyttede fra { $old } til { $new }
did-move-cases = { $cases ->
    [one] flyttede { $cases } sag til { $new }
   *[other] flyttede { $cases } sager til { $new }
}
did-close = lukkede
did-reopen = genåbnede
did-activate = tog i brug
did-deactivate = tog ud af brug
did-order = flyttede fra plads { $old } til { $new }
did-change = rettede { $field ->
    [name] navn
    [title] titel
    [description] beskrivelse
    [keywords] stikord
   *[other] indhold
} fra »{ $old }« til »{ $new }«
export = Hent som CSV
import = Hent ind fra CSV
import-lede = Kolonnerne er code, title, description, keywords og closed. Du ser, hvad der bliver ændret, før det sker. Nøgler, som filen ikke nævner, lukkes.
file = Fil
file-help = Indholdet vises i feltet nedenfor.
rows = Rækker
rows-help = Du kan også indsætte rækkerne fra et regneark.
show-changes = Vis ændringer
nothing-changes = Filen svarer til planen. Der er intet at ændre.
would-change = Planen får { $added ->
    [one] { $added } ny nøgle
   *[other] { $added } nye nøgler
}, { $changed ->
    [one] { $changed } rettes
   *[other] { $changed } rettes
}, og { $closed ->
    [one] { $closed } lukkes
   *[other] { $closed } lukkes
}.
added-rows = Nye
changed-rows = Rettede
closed-rows = Lukkede
more-rows = … og { $n ->
   *[other] { $n } til
}
apply = Gennemfør ændringerne
imported = Planen er opdateret: { $added ->
    [one] { $added } ny
   *[other] { $added } nye
}, { $changed ->
    [one] { $changed } rettet
   *[other] { $changed } rettede
}, { $closed ->
    [one] { $closed } lukket
   *[other] { $closed } lukkede
}
rows-wrong = { $n ->
    [one] { $n } række skal rettes
   *[other] { $n } rækker skal rettes
}
row-line = Linje { $line }:
row-cells = Rækken har flere celler end kolonner.
row-code = »{ $code }« er ikke en kode. Skriv hele tal med punktum imellem, fx 6.4.
row-twice = Koden { $code } står to gange.
row-no-parent = Nøglen { $code } ovenover mangler.
row-gap = Før { $code } mangler et nummer. Numrene skal følge efter hinanden.
row-no-title = Titlen mangler.
row-long = Titlen må være 200 tegn, beskrivelsen 4.000 og stikordene 500.
row-closed = »{ $word }« i kolonnen closed er hverken ja eller nej.
row-holds-cases = Nøglen { $code } har sager. Tilføj den første undernøgle på siden, hvor du vælger, hvor sagerne skal hen.
row-closed-above = Nøglen { $code } ovenover er lukket.
csv-unreadable = Det kan ikke læses som CSV.
csv-too-long = Der er for mange rækker. Højst 50.000.
csv-columns = Kolonnerne code og title mangler i første række.
no-plan = Ingen journalplan i brug
no-plan-why = Den, der er ansvarlig for journalplanen, kan tage en i brug.
choose-key-title = Vælg en nøgle
choose-key-why = Så ser du dens sager her, og for en gren alle sager under den.
create-here = Opret sag her
create-here-key = Opret sag her (n)
n-cases = { $n ->
    [one] { $n } sag
   *[other] { $n } sager
}
filters = Filtre
filter-text = Filtrér på tekst
status = Status
all = Alle
no-cases = Ingen sager
no-cases-leaf = Der er ingen sager på nøglen, som du har adgang til.
no-cases-why = Der er ingen sager under nøglen, som du har adgang til.
no-cases-filter = Ingen sager passer til filtrene.
show-all = Vis alle sager
documents-short = Dok.
owner = Ejer
type = Type
changed = Ændret
changed-by = Ændret af
archive-number = Arkivnr.
restricted = Begrænset adgang
cases-caption = Sager under nøglen
range = { $first ->
   *[other] { $first }
}–{ $last ->
   *[other] { $last }
} af { $total ->
   *[other] { $total }
}
previous = Forrige side
next = Næste side
pages = Sider
