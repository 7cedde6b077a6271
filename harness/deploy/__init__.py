"""From a folder under `platform/` to a running stack: package, upload, change set, outputs."""
