// Who copies the project finds in it the versions of this build, as they are.
def pom = new File(basedir, 'pom.xml').text
[
    'inturn-core': inturnVersion,
    'inturn-testkit': inturnVersion,
    'maven-resources-plugin': resourcesPluginVersion,
    'maven-compiler-plugin': compilerPluginVersion,
    'maven-surefire-plugin': surefirePluginVersion
].each { artifact, version ->
    assert pom =~ /<artifactId>$artifact<\/artifactId>\s*<version>$version<\/version>/
}
return true
