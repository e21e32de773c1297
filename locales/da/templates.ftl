templates = Sagsskabeloner
lede = Hvad en ny sag begynder med, og hvem der har adgang til den.
caption = Sagsskabeloner efter navn
template-lede = { $n ->
    [0] Ingen sager er oprettet fra skabelonen endnu.
    [one] { $n } sag er oprettet fra skabelonen.
   *[other] { $n } sager er oprettet fra skabelonen.
} Ændringer gælder nye sager, bortset fra adgang, som slår igennem med det samme.
edit-lede = Ændringer gælder nye sager.
error-title = Fejl: { $title }
none = Ingen skabeloner endnu
none-why = En sag oprettes altid fra en skabelon. Opret den første her.
new-template = Ny skabelon
create = Opret skabelon
made = { $name } er oprettet. Vælg nu, hvem der må oprette sager.
saved = Skabelonen er gemt
name = Navn
name-taken = Der er allerede en skabelon med det navn.
case-type = Sagstype
case-type-help = Vælg en, der findes, eller skriv en ny.
description = Beskrivelse
optional = (valgfri)
remove = Fjern
icon = Ikon
icon-name = { $name ->
    [binder] Ringbind
    [building] Bygning
    [user] Person
    [users] Personer
    [page] Dokument
    [calendar] Kalender
    [shield] Skjold
    [key] Nøgle
    [chart] Diagram
    [mail] Brev
    [home] Hus
    [tag] Mærke
   *[other] Ringbind
}
title-pattern = Titelmønster
title-pattern-help = Det, titlen begynder med. Felter: { "{template}" } er skabelonens navn, { "{year}" } året, { "{date}" } datoen og { "{user.name}" } den, der opretter.
pattern-unknown = Feltet { $part } kendes ikke.
default-owner = Standardejer
default-owner-help = En person eller en gruppe. Vælger du ingen, bliver den, der opretter sagen, ejer.
the-creator = Den, der opretter
keys = Journalnøgler
keys-help = En nøgle gælder sig selv og alt under sig. Uden nøgler kan skabelonen bruges under dem alle.
all-keys = Alle
fixed-key = Fast nøgle
fixed-key-help = Alle nye sager får denne nøgle.
fixed-key-leaf = Vælg en åben nøgle uden nøgler under sig.
fixed-key-outside = Nøglen er ikke blandt de nøgler, skabelonen må bruges under.
chosen-on-creation = Vælges, når sagen oprettes
search-keys = Nøgle, titel eller stikord
no-keys-found = Ingen nøgler fundet
search-people = Navn på person eller gruppe
nobody-found = Ingen fundet
the-case = Sagen
change = Ret
edit = Ret skabelon
copy = Kopiér
copy-name = { $name } (kopi)
copied = { $name } er oprettet. Den er ikke i brug endnu.
more = Flere handlinger
activate = Tag i brug
deactivate = Tag ud af brug
activated = Skabelonen er taget i brug
deactivated = Skabelonen er taget ud af brug
delete = Slet skabelon
delete-title = Slet { $name }?
delete-text = Ingen sager er oprettet fra den. Det kan ikke fortrydes.
delete-used = Der er sager oprettet fra skabelonen. Tag den ud af brug i stedet.
deleted = Skabelonen er slettet
cases = Sager
state = Status
active = I brug
inactive = Ikke i brug
may-create = Må oprette
nobody-may-create = Ingen må oprette
nobody-may-create-more = Skabelonen er i brug, men ingen kan vælge den til en ny sag, før du har valgt, hvem der må.
choose-creators = Vælg, hvem der må oprette
nobody = Ingen
yes = Ja
no = Nej
access = Adgang
access-caption = Skabelonens adgang
access-lede = { $n ->
    [0] Gælder alle sager fra skabelonen.
    [one] Gælder { $n } sag med det samme
   *[other] Gælder alle { $n } sager med det samme
}{ $restricted ->
    [0] { "" }
    [one] , undtagen { $restricted }, hvor adgangen er begrænset
   *[other] , undtagen de { $restricted }, hvor adgangen er begrænset
}
access-help = Adgangen gælder med det samme for alle sager fra skabelonen, også dem, der findes. Du ser virkningen, før du gemmer.
access-saved = Adgangen er ændret
no-access = Ingen har adgang gennem skabelonen. Ejer og medlemmer har altid adgang til deres sag.
who = Person eller gruppe
level = Niveau
level-for = Niveau for { $name }
level-none = Ingen adgang
level-read = Sagslæser
level-write = Sagsforfatter
level-manage = Sagsansvarlig
add-people = Tilføj
add-nothing = Vælg et niveau, eller lad dem oprette sager.
show-effect = Vis virkning
confirm-access = Ændr adgangen?
save-access = Ændr adgangen
effect = { $gained ->
    [0] Ingen får adgang
    [one] { $gained } person får adgang
   *[other] { $gained } personer får adgang
}, og { $lost ->
    [0] ingen mister den
    [one] { $lost } person mister den
   *[other] { $lost } personer mister den
}, på { $cases ->
    [one] { $cases } sag
   *[other] { $cases } sager
}.
effect-restricted = { $n ->
    [0] Ejere og medlemmer beholder deres adgang.
    [one] { $n } sag med begrænset adgang berøres ikke. Ejere og medlemmer beholder deres adgang.
   *[other] { $n } sager med begrænset adgang berøres ikke. Ejere og medlemmer beholder deres adgang.
}
gained = Får adgang
lost = Mister adgang
raised = Får et højere niveau
lowered = Får et lavere niveau
files = Mapper og standarddokumenter
files-lede = Kopieres til hver ny sag.
no-files = Ingen. En ny sag begynder tom.
edit-folders = Mapper
edit-documents = Dokumenter
folders = Mapper
folders-help = Hver ny sag får mapperne. Sager, der findes, ændres ikke.
no-folders = Ingen mapper endnu
no-folders-why = En ny sag begynder uden mapper. Tilføj den første her.
new-folder = Ny mappe
lies-in = Ligger i
at-the-top = Øverst
add-folder = Tilføj mappe
folder-added = Mappen er tilføjet
folder-slash = Et mappenavn kan ikke have skråstreger.
folder-taken = Der er allerede en mappe med det navn samme sted.
folders-many = Der er for mange mapper, eller de ligger for dybt. Højst 200 mapper i 10 niveauer.
folder-name = Navn på mappen { $path }
rename = Omdøb
folder-up = Flyt { $name } op
folder-down = Flyt { $name } ned
folder-in = Flyt { $name } ind i mappen ovenover
folder-out = Flyt { $name } ud
folder-delete = Slet { $name }
back = Tilbage til skabelonen
standard-documents = Standarddokumenter
documents-help = Hver ny sag får en kopi af dem som kladder.
no-documents = Ingen standarddokumenter endnu
no-documents-why = Det kan være en tjekliste, et brev eller et regneark, som hver sag skal have.
file = Fil
file-help = Højst 20 MB.
file-needed = Vælg en fil, der ikke er tom.
file-refused = Programmer kan ikke være standarddokumenter.
title = Titel
title-help = Uden en titel bruges filens navn.
document-type = Dokumenttype
add-document = Tilføj dokument
document-added = { $title } er tilføjet
document-removed = { $title } er fjernet
remove-document = Fjern { $title }
needs-script = At sende en fil kræver, at browseren må køre sidens script.
documents = Dokumenter
allowed-types = Dokumenttyper
allowed-types-help = Uden valg kan alle typer bruges.
all-types = Alle
default-type = Standardtype
default-type-outside = Standardtypen skal være blandt de valgte typer.
no-default = Organisationens standard
on-close = Ved lukning
finalise = Gør alle dokumenter endelige, når sagen lukkes
finalise-help = Kladder bliver endelige og kan ikke ændres bagefter.
finalises = Alle dokumenter gøres endelige
keeps-drafts = Kladder forbliver kladder
did-create = oprettede skabelonen
did-copy = oprettede den som kopi af { $name }
did-delete = slettede skabelonen
did-access = ændrede adgangen fra { $old } til { $new }
did-creators = ændrede, hvem der må oprette, fra { $old } til { $new }
did-add-document = tilføjede dokumentet { $title }
did-remove-document = fjernede dokumentet { $title }
did-add-folder = tilføjede mappen { $path }
did-remove-folder = slettede mappen { $path }
did-activate = tog den i brug
did-deactivate = tog den ud af brug
did-finalise = lod lukning gøre dokumenter endelige
did-not-finalise = lod kladder forblive kladder ved lukning
did-change = rettede { $field ->
    [name] navn
    [case_type] sagstype
    [description] beskrivelse
    [icon] ikon
    [title_pattern] titelmønster
    [default_owner] standardejer
    [fixed_key] fast nøgle
    [keys] journalnøgler
    [document_types] dokumenttyper
    [default_document_type] standardtype
    [folder] mappe
    [folders] mappernes rækkefølge
   *[other] indhold
} fra »{ $old }« til »{ $new }«
