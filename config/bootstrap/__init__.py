"""`make run` and `make test`, from a machine with Python, pip, make and apt to a page that answers.

Standard library only, because nothing else is there when it starts. The story is told in two
modules, from top to bottom:

    __main__.py    the commands, each a short list of steps
    product.py     the steps: set up, fill, serve

Each of the others keeps one concern, and can be read when it matters:

    report.py      says what happens, line by line, and what to do when a step fails
    machine.py     Python, free space, Debian packages, who has the port
    packages.py    Python packages, Node packages and the built frontend, each made once per change
    home.py        where the private servers live, as whom, and what a crash left there
    servers.py     the private PostGIS cluster and the private Redis
    environment.py the variables that settings.py reads
    supervisor.py  web and worker: kept alive together, stopped together
    suites.py      what `make test` and `make check` consist of
"""
