"""What a team asks for in its configuration: fields, sections, schemas of its own. Silent until it is set up."""
