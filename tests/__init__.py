"""The tests of Beacon. Folders mirror those of the package where there are many tests; `library` is the small valid library they all start from."""
