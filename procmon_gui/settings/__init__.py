"""THE NOTICE BOARD: what a person chose, in one TOML file that they may edit themselves.

`toml_lines` reads a file line by line and as far as it can be read, `toml_edit` changes lines and leaves the others as
they are, `disk` reads and replaces files, `settings_file` is the `SettingsStore` that stands on them. What there is to
choose is declared in `domain/settings.py`; a new setting is one entry there and nothing here.
Rules of alerts have a file of their own beside it: `rules_file` is the `RuleBook`, `rules_reading` and `rules_writing`
know its blocks; what a key means is decided in `query.rule_keys`.
May import engine, query and domain (and tomllib, tomli-w).
"""
