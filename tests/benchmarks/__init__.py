"""Our work beside a peer's, measured in one run; started by `dev.py bench`, never by the tests.

A benchmark is a module ``bench_*.py`` here with

- ``NAME``  the word for it on the command line,
- ``PEER``  whose work ours is measured against,
- ``BAR``   the greatest allowed ratio ours / peer,
- ``run()`` which measures and gives a ``harness.Result``.
"""
