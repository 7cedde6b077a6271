"""A scenario's run as one HTML page, from its journal and its evidence alone.

`participants` and `hops` turn calls and happenings into who did what to whom; `condensing` and `sequence` make a
picture of that. `tracks` with `lanes` say what the timeline shows; `axis` and `chart` place it. `entries`, `call_rows`
and `log_groups` are the tables. `page` puts all together for templates, which decide nothing.
"""
