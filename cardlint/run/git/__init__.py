"""What git keeps of an earlier state of the cards, read so that nothing in a stranger's repository can run.

A repository is more than its files: its ``.git/config`` names programs that git starts when it looks at the work tree (filters, a file
system monitor, an external diff), and a committed folder that looks like a git directory brings a configuration of its own. So git
never looks at the work tree or its index here. ``checkout`` finds the repository, ``command`` starts git on it, ``objects`` and
``base`` read one commit, ``moves`` finds out where a moved file was before.
"""
