upload-gone = En af filerne er ikke lagt helt op. Fjern den, og slip den igen.
