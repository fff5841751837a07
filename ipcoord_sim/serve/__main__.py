"""`python -m ipcoord_sim.serve FOLDER`."""

from .running import main

if __name__ == "__main__":
    raise SystemExit(main())
