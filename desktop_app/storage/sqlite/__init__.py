"""What is this engine's alone: the sealed file, its index for search, the scratch file beside it.

Everything else of ``storage`` speaks through peewee and would run over another engine.
"""
