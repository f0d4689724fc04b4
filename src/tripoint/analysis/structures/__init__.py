"""Chemical structures: read, taken apart, compared with listed ones and with class rules that come in as arguments."""
