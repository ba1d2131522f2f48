// Every rule was checked, and by a good many tests.
def summary = new File(basedir, 'build.log').readLines().findAll { it =~ /Tests run: \d+, Failures: 0, Errors: 0/ }
assert !summary.isEmpty()
assert (summary.last() =~ /Tests run: (\d+)/)[0][1].toInteger() > 40
return true
