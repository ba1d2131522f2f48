// One line made wrong: a place in the window is free as soon as its item is started, not when it is delivered.
def right = new File(basedir, '../third-party/src/main/java')
def wrong = new File(basedir, 'target/wrong')
right.eachFileRecurse(groovy.io.FileType.FILES) { source ->
    def copy = new File(wrong, right.toPath().relativize(source.toPath()).toString())
    copy.parentFile.mkdirs()
    copy.text = source.text
}
def engine = new File(wrong, 'org/example/SimpleEngine.java')
def line = 'while (accepted - emitted >= run.capacity()'
assert engine.text.count(line) == 1
engine.text = engine.text.replace(line, 'while (accepted - started >= run.capacity()')
return true
