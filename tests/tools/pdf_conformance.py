"""pdf_conformance.py PROFILE FILE   PROFILE is 2a, ua1, …; exit 1 and the rules broken where FILE does not conform."""

import sys

import page

report = page.validate_pdf(sys.argv[2], profile=sys.argv[1])
for failure in report.failures:
    print(failure.rule_id, failure.message)
sys.exit(bool(report.failures))
