upload-gone = En af filerne er ikke lagt helt op. Fjern den, og slip den igen.
up-running = Lægger {"{n}"} {"{fil|filer}"} op
up-finished = {"{n}"} {"{fil|filer}"} er lagt op
up-failures = {"{n}"} mislykkedes
up-waiting = Venter
up-sent = {"{done}"} af {"{size}"}
up-ready = {"{size}"} · klar
up-lost = Forbindelsen røg. Fortsætter af sig selv.
up-failed = Mislykkedes
up-duplicate = Findes allerede på sagen
up-cancel = Annullér
up-cancel-all = Annullér alle
up-retry = Prøv igen
up-show = Vis
up-add-anyway = Tilføj alligevel
up-skip = Spring over
up-pasted = Skærmbillede
up-file = Fil
no-length = Filens størrelse mangler.
empty-file = Filen er tom.
dangerous = Programmer og scripts kan ikke lægges op.
folder-gone = Mappen findes ikke længere.
type-not-allowed = Vælg en dokumenttype, som skabelonen tillader.
final-stays = Dokumentet er endeligt og kan ikke ændres.
not-final = Dokumentet er en kladde.
reason-needed = Skriv en begrundelse på mindst tre tegn.
is-final = Dokumentet er endeligt.
is-draft = Dokumentet er en kladde igen.
made-current = Version { $no } gjort gældende igen
version-current = Versionen er gældende igen.
documents = Dokumenter
view = Visning
folders = Mapper
flat = Flad
new-folder = Ny mappe
folder-way = Mappens sti
folder-name = Mappens navn
make-folder = Opret mappe
title = Titel
col-type = Type
col-status = Status
by = Af
changed = Ændret
caption = Dokumenter
tick-all = Vælg alle dokumenter
tick = Vælg { $title }
the-folder = Mappen { $name }
in-folder = { $n ->
    [one] { $n } dokument
   *[other] { $n } dokumenter
}{ $m ->
    [0] { "" }
    [one] , { $m } mappe
   *[other] , { $m } mapper
}
limited = Begrænset dokument
attachments-n = { $n ->
    [one] { $n } bilag
   *[other] { $n } bilag
}
no-file = Uden fil
folder-empty = Mappen er tom
nothing = Her er ingen dokumenter endnu
nothing-why = Slip filer eller hele mapper her, eller vælg dem nedenfor.
nothing-seen = Der er ingen dokumenter, du kan se.
chosen = {"{n}"} valgt
make-final = Gør endelig
move-copy = Flyt eller kopiér
delete = Slet
unchoose = Fravælg
doings = Handlinger for valgte
rendering = Visningen bliver lavet …
protected = Filen er beskyttet med en adgangskode. Hent den for at åbne den.
unreadable = Filen kan ikke vises. Hent den for at åbne den.
no-preview = Der er ingen visning af denne slags filer.
page-n = Side { $n ->
   *[other] { $n }
}
cut = Kun begyndelsen vises.
mail-from = Fra
mail-to = Til
mail-cc = Kopi
mail-date = Dato
download = Hent
pages = Dokumentets sider
page = Side
open = Åbn
preview = Forhåndsvisning
close-preview = Luk forhåndsvisning
pages-n = { $n ->
    [one] { $n } side
   *[other] { $n } sider
}
way = Brødkrummer
document-no = Dokument { $no }
is-final-word = Endelig
is-draft-word = Kladde
limit = Begræns dokument
reopen = Gør til kladde igen
reopen-what = Dokumentet kan ændres igen. Den endelige udgave bliver liggende som version.
new-version = Ny version
final-by = { $name } gjorde dokumentet endeligt { $when }.
pdfa-done = Det er også gemt som PDF/A.
pdfa-waiting = PDF/A bliver lavet i baggrunden.
pdfa-none = Der kan ikke laves PDF/A af denne fil.
pdfa-get = Hent PDF/A
registration = Registrering
versions = Versioner
attachments = Bilag
current = Gældende
make-current = Gør gældende
remove-file = Fjern { $file }
attach-here = Slip bilag her, eller
choose-files = vælg filer
field-type = Type
field-direction = Retning
field-handler = Behandler
field-letter-date = Brevdato
field-sender = Afsender
field-receivers = Modtagere
incoming = Indgående
outgoing = Udgående
internal = Internt
top = Øverst på sagen
folder = Mappe
made-by = { $when } af { $who }
choose-handler = Vælg en aktiv bruger.
folder-made = Mappen »{ $name }« er oprettet.
folder-full = Mappen er ikke tom. Flyt eller slet det, der ligger i den, først.
folder-deleted = Mappen er slettet.
rename = Omdøb
rename-folder = Omdøb mappen
delete-folder = Slet mappe
copied-n = { $n ->
    [one] Dokumentet er kopieret.
   *[other] { $n } dokumenter er kopieret.
}
moved-n = { $n ->
    [0] Der er intet at flytte: dokumentet ligger der allerede.
    [one] Dokumentet er flyttet.
   *[other] { $n } dokumenter er flyttet.
}
place-title = { $n ->
    [one] Flyt eller kopiér dokumentet
   *[other] Flyt eller kopiér { $n } dokumenter
}
case = Sag
case-hint = Sagsnummer eller titel
choose-case = Vælg en sag, du må skrive på.
out-of-sight = »{ $title }« er begrænset, og på den sag ville du ikke kunne se det. Tilføj først dig selv under »Begræns dokument«.
folder-help = Vælger du en anden sag, lægges de øverst på den.
move-here = Flyt
copy-here = Kopiér
deleted = »{ $title }« er slettet.
deleted-n = { $n ->
    [one] Dokumentet er slettet.
   *[other] { $n } dokumenter er slettet.
}
not-yours = »{ $title }« er oprettet af en anden. Kladder kan slettes af den, der har oprettet dem.
final-not-deleted = »{ $title }« er endeligt og kan ikke slettes.
restored = Dokumentet er gendannet.
made-final-n = { $n ->
    [0] Intet var valgt.
    [one] Dokumentet er endeligt.
   *[other] { $n } dokumenter er endelige.
}
made-final-some = { $made } blev gjort endelige; { $were } var det allerede.
limit-what = Et begrænset dokument kan kun ses af dem, du vælger, og af sagens ansvarlige. For andre findes det ikke.
limit-on = Begræns dokumentet
limit-who = Hvem må se det
text = Tekst
text-waiting = Bliver læst …
text-done = Kan søges
text-protected = Filen er beskyttet med adgangskode
text-large = Filen er for stor til at læse
text-none = Der er ingen tekst i filen
text-failed = Teksten kunne ikke læses
text-again = Prøv igen
none-chosen = Vælg mindst ét dokument.
make-final-ask = { $n ->
    [one] Gør dokumentet endeligt?
   *[other] Gør { $n } dokumenter endelige?
}
make-final-go = { $n ->
    [one] Gør endeligt
   *[other] Gør { $n } dokumenter endelige
}
make-final-ticked = Gør de valgte dokumenter endelige?
make-final-stays = Et endeligt dokument kan ikke ændres. Det kan ikke fortrydes.
place-title-one = Flyt eller kopiér »{ $title }«
folder-slash = Et mappenavn kan ikke have skråstreger.
