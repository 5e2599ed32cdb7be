"""What a team requires in its configuration: fields, sections, its own schemas. These rules run only if configured."""
