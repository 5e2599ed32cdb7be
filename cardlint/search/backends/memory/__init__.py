"""The engine in memory: a simple scan, which defines what every engine must answer."""
