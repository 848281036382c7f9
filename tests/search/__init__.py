"""What people ask the search, and which records should come on top.

Both sets were written before any ranking was seen. After `queries.yaml` was first measured, plain words were added to the
vocabularies, some of which its questions hold; `holdout.yaml` was written afterwards without sight of those words, and
nothing may ever be fitted to it. So it tells how good search is, and `queries.yaml` that it stays so.
"""
