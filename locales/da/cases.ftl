active = Aktiv
passive = Passiv
closed = Lukket
archived = Arkiveret
is-closed = Sagen er lukket. Genåbn den for at ændre noget.
cases = Sager
new-case = Opret sag
new-case-error = Fejl: Opret sag
way = Brødkrummer
create = Opret sag
not-created = Sagen er ikke oprettet endnu:
created = Sag { $number } er oprettet.
choose-template = Vælg en skabelon, du må bruge.
choose-owner = Vælg en aktiv bruger eller en gruppe.
choose-leaf = Vælg en åben nøgle uden undernøgler.
key-not-allowed = Skabelonen må ikke bruges under den nøgle.
number-taken = Nummeret er allerede brugt. Prøv igen.
end-before-start = Datoen skal ligge efter { $start }.
no-templates = Du kan ikke oprette sager endnu
no-templates-why = En sag laves altid fra en skabelon, og der er ingen, du må bruge. En administrator kan give dig lov på skabelonen.
to-templates = Gå til sagsskabeloner
template = Skabelon
template-help = Mapper og adgang følger med skabelonen.
title = Titel
key = Journalnøgle
key-hint = Kode eller ord
key-fixed = Skabelonen bestemmer nøglen.
key-none = Uden nøgle får sagen intet arkivnummer.
owner = Ejer
owner-hint = Navn eller gruppe
start-date = Begyndt
expected-end = Ventet slut
deadline = Frist
description = Beskrivelse
optional = (valgfri)
remove = Fjern
me = { $name } (mig)
similar = Ligner det en af disse?
brings = Det får sagen med fra { $template }
folders = Mapper
documents = Dokumenter
access = Adgang
access-one = { $name } ({ $level })
access-owner-only = Kun ejeren og dem, der bliver medlemmer
none = Ingen
drop-here = Slip filer her, eller
choose-files = vælg filer
level-read = Sagslæser
level-write = Sagsforfatter
level-manage = Sagsansvarlig
favourite = Favorit
views = Visninger
all = Alle sager
mine = Mine
favourites = Favoritter
unassigned-tab = Ikke tildelte
journal = Journalplan
filters = Filtre
filter-text = Filtrér på tekst
any = Alle
clear = Ryd filtre
columns = Kolonner
show-columns = Vis kolonner
caption = Sager
col-title = Titel
col-number = Nr.
col-archive-number = Arkivnr.
col-type = Type
col-status = Status
col-owner = Ejer
col-key = Journalnøgle
col-documents = Dok.
col-deadline = Frist
col-created = Oprettet
col-changed = Ændret
col-changed-by = Ændret af
col-closed = Lukket
late = Overskredet
due-late = Overskredet
due-week = Inden for en uge
due-month = Inden for en måned
unassigned = ikke tildelt
unassigned-title = Ejes af en gruppe og er ikke tildelt nogen
restricted = Begrænset adgang
assign = Tildel til
no-hits = Ingen sager passer
no-hits-why = Der er ingen sager med: { $filters }.
no-cases = Her er ingen sager endnu
no-cases-why = Her står de sager, du har adgang til. Opret den første.
no-mine = Du ejer ingen aktive sager
no-mine-why = Sager, du opretter eller får tildelt, står her.
no-favourites = Du har ingen favoritter
no-favourites-why = Sæt stjerne ved en sag, så står den her.
no-unassigned = Alt er tildelt
no-unassigned-why = Her står sager, som ejes af en gruppe, du er med i, indtil de bliver tildelt nogen.
total = { $n ->
    [one] { $n } i alt
   *[other] { $n } i alt
}
range = { $from }–{ $to } af { $total }
per-page = { $n ->
    [one] { $n } pr. side
   *[other] { $n } pr. side
}
page-size = Rækker pr. side
previous = Forrige side
next = Næste side
list-foot = Sider
tab-case = Sag
tab-members = Medlemmer
tab-history = Historik
tabs = Sagens faner
search-here = Søg i denne sag
closed-by = { $name } lukkede sagen { $when }. Den kan læses, men ikke ændres.
reopen = Genåbn
drop-line = Slip filer eller mapper hvor som helst på listen, eller
facts = Oplysninger
trail = Spor
key-short = Nøgle
add = Tilføj
change = Ret { $what }
saved = Gemt.
changed-meanwhile = { $name } har ændret det i mellemtiden til: »{ $value }«. Gem igen for at bruge dit.
nobody-left = Så ville ingen være ansvarlig for sagen. Gør først en anden til sagsansvarlig.
add-document = Tilføj dokument
more = Flere handlinger
make-passive = Gør passiv
make-active = Gør aktiv
is-passive = Sagen er passiv.
is-active = Sagen er aktiv.
undo = Fortryd
close-case = Luk sag
close-title = Luk sagen
close-what = En lukket sag kan læses og findes, men ikke ændres, før den bliver genåbnet.
close-ready = Der er intet, der skal afsluttes først.
close-finalises = { $n ->
    [one] { $n } kladde bliver gjort endelig, når sagen lukkes:
   *[other] { $n } kladder bliver gjort endelige, når sagen lukkes:
}
close-drafts = { $n ->
    [one] Sagen har { $n } kladde. Gør den endelig eller slet den først.
   *[other] Sagen har { $n } kladder. Gør dem endelige eller slet dem først.
}
close-anyway = Luk alligevel, med kladder
and-more = { $n ->
    [one] og { $n } til
   *[other] og { $n } til
}
is-closed-now = Sagen er lukket.
reopen-title = Genåbn sagen
reopen-what = Sagen kan ændres igen. Endelige dokumenter forbliver endelige.
reason = Begrundelse
is-reopened = Sagen er åben igen.
not-closed = Sagen er ikke lukket.
assign-title = Tildel sagen
assign-what = Sagen ejes af { $group }. Gruppen bliver ved med at være sagsansvarlig som medlem.
assigned = Sagen er tildelt.
delete-case = Slet sag
delete-title = Slet sagen
delete-what = { $n ->
    [0] Sagen lægges i papirkurven.
    [one] Sagen og dens { $n } dokument lægges i papirkurven.
   *[other] Sagen og dens { $n } dokumenter lægges i papirkurven.
}
delete-final = Lukkede sager og sager med endelige dokumenter kan kun slettes af den, der har ret til det.
is-deleted = Sag { $number } er slettet.
is-restored = Sagen er gendannet.
new-member = Nyt medlem
level = Niveau
add-member = Tilføj medlem
only-here = Kun på denne sag
name = Navn
position = Stilling
doings = Handlinger
no-members = Ingen medlemmer endnu
from-template = Fra skabelonen { $template }, alle dens sager
from-template-off = Fra skabelonen { $template }: gælder ikke, fordi adgangen er begrænset
group-of = { $n ->
    [one] Gruppe · { $n } person
   *[other] Gruppe · { $n } personer
}
remove-one = Fjern { $name }
shift = Skift
members-added = { $n ->
    [0] Intet er ændret.
    [one] Medlemmet er tilføjet.
   *[other] { $n } medlemmer er tilføjet.
}
member-removed = Medlemmet er fjernet.
choose-member = Vælg en eller flere aktive brugere eller grupper.
restrict = Begræns adgang
unrestrict = Ophæv begrænsning
who-sees = Hvem kan se sagen, og hvorfor
who-sees-help = { $n } kan se sagen. Listen følger grupper og skabelon fra øjeblik til øjeblik.
people = { $n ->
    [one] { $n } person
   *[other] { $n } personer
}
rule-owner = Ejer
rule-owner-group = Gruppen { $group } ejer sagen
rule-template = Skabelonen { $template }
rule-member = Medlem
rule-member-group = Medlem gennem { $group }
rule-all = Særlig læseret til alle sager
another = En anden
show = Vis
changed-week = Seneste uge
changed-month = Seneste måned
changed-year = Seneste år
no-cases-seen = Her står de sager, du har adgang til. Den, der er ansvarlig for en sag, kan gøre dig til medlem.
repeat-key = Nøglen skal have mellem 1 og 255 tegn.
repeat-other = Nøglen er brugt til en anden sag inden for de seneste 24 timer. Send en ny nøgle.
narrow = Afgræns
given-you-stay = Sagen er givet videre. Du er stadig sagsansvarlig som medlem, og du kan fjerne dig selv under Medlemmer.
given-stays = Sagen er givet videre. { $name } er stadig sagsansvarlig som medlem.
given-away = Sagen er givet videre, og du har ikke længere adgang til den.
in-all-statuses = Søg i alle statusser ({ $n })
quoted = »{ $text }«
before-day = før { $day }
from-day = fra { $day }
close-final = { $n ->
    [one] Gør { $n } kladde endelig og luk
   *[other] Gør { $n } kladder endelige og luk
}
close-final-ask = { $n ->
    [one] Gør { $n } kladde endelig og luk sagen?
   *[other] Gør { $n } kladder endelige og luk sagen?
}
close-final-sure = Endelige dokumenter kan ikke ændres, heller ikke når sagen bliver genåbnet. Det kan ikke fortrydes.
close-hidden = Sagen har kladder, som du ikke kan gøre endelige. Bed en, der kan se dem, om at gøre dem endelige eller slette dem først.
to-case = Tilbage til sagen
