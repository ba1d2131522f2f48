// The kit names the rule that is broken.
def lines = new File(basedir, 'build.log').readLines()
assert lines.any { it =~ /Tests run: \d+, Failures: [1-9]/ }
assert lines.any { it =~ /at dev\.inturn\.testkit\.BoundRules\.B1_/ }
return true
