"""The tests of Beacon. Their folders mirror the package; `library` is the small valid library they all start from."""
