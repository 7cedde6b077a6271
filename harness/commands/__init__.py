"""The commands of `rehearse`, a module for each group. They ask the harness and print; they compute nothing."""
