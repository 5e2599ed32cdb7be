"""The engine in memory: a plain scan, which says in plain code what every engine must answer."""
