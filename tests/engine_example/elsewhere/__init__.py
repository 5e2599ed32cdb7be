"""An engine whose indexes are no folders: ``elsewhere://HOST/INDEX``. This folder is all that it takes."""
