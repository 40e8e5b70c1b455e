# A short session of psycopg; the connection comes from the argument and libpq's environment.
import sys

import psycopg

with psycopg.connect(sys.argv[1]) as connection:
    greeting = connection.execute("select %s::text as greeting", ["hello from psycopg"]).fetchone()
    print(greeting[0])
