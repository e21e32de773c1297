upload-gone = One of the files has not been uploaded completely. Remove it and drop it again.
