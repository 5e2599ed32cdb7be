"""The versions from which the committed vocabularies are built. ``update --latest`` lists newer ones."""

from tools.vocabulary_builder.packages import Package

DATASETS = Package("pypi", "datasets", "5.2.0")
EMOJI = Package("pypi", "emoji", "2.16.0")
HUB = Package("npm", "@huggingface/hub", "2.17.5")
HUGGINGFACE_HUB = Package("pypi", "huggingface_hub", "2.4.0")
LANGUAGES = Package("npm", "@huggingface/languages", "1.0.0")
PYCOUNTRY = Package("pypi", "pycountry", "26.2.16")
PYTHON_ISO639 = Package("pypi", "python-iso639", "2026.7.23")
TASKS = Package("npm", "@huggingface/tasks", "0.21.54")
TRANSFORMERS = Package("pypi", "transformers", "5.24.0")
