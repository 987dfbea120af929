"""What the rules find when one thing in a clean report is broken: a line for every operator of tests/mutation.

python benchmarks/mutation.py                     all operators, 100 mutants each
python benchmarks/mutation.py 20 part-changed     20 mutants of one operator
python benchmarks/mutation.py --show              and every mutant that was missed or set off something else
"""

import sys

from cost import ROOT

sys.path.insert(0, str(ROOT))

from tests.mutation.bench import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
