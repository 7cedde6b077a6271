"""Lambda without Docker: functions run in processes forked from a warm template process.

Two sides, which share `wire` and `messages` and nothing else:

- in the engine: `plugin` -> `executor` (LocalStack's interface) -> `sandbox` (one execution environment) -> `template`
  and `worker` (handles of the processes);
- in the processes: `template_main` -> `nursery` (forks and buries) -> `bootstrap` (becomes a Lambda environment and
  runs AWS's own runtime client). These import the standard library only, since they share an interpreter with the
  user's code.
"""
