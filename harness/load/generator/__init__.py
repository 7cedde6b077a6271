"""The side of a load test that lives in Locust's processes, patched by gevent. Nothing else may import it.

    local:     a sender and an office in one process
    master:    an office, which knows every document and ends the run
    worker:    a sender, which sends its share and tells the office

They speak by Locust's own messages, also when they are one process:

    office -> senders   load-plan (what), load-begin (when, which share), load-end
    senders -> office   load-ready or load-refused, load-rows (what was sent), load-sent (that was all)
"""
