"""Writers: a composed document in, the bytes of a file out."""
