"""The desk: what is small and precious, and lives as long as nobody takes it away. Beside the history, in a file of its
own with a rollback journal, which any of our programs may write at any time. `journal` is that of systemd, which keeps
a copy of the newest hash of the audit trail; `reserve` holds room for the trail on a full disk.

To keep something new here: add its table to `schema`, raise the REVISION there, add a module to `migrations/versions`,
and a module that reads and changes it through `Desk`.
"""
