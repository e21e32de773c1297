active = Aktiv
passive = Passiv
closed = Lukket
archived = Arkiveret
is-closed = Sagen er lukket. Genåbn den for at ændre noget.
