"""Reads an earlier state of the cards from git, without running anything that a stranger's repository contains.

The ``.git/config`` of a repository names programs that git starts when it reads the work tree (filters, a file system monitor, an
external diff), and a committed folder that looks like a git directory has its own configuration. So git never reads the work tree
or its index here. ``checkout`` finds the repository, ``command`` starts git on it, ``objects`` and ``base`` read one commit, and
``moves`` finds the former name of a moved file.
"""
