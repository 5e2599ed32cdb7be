"""An engine whose indexes are not folders: ``elsewhere://HOST/INDEX``. It consists only of this folder."""
