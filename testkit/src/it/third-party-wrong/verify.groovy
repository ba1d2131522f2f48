// The kit names the rule that is broken.
assert new File(basedir, 'build.log').readLines().any { it =~ /ERROR.*B1_/ }
return true
