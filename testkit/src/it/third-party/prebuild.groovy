// Who copies the project finds in it the versions of this build, as they are.
def pom = new XmlSlurper().parse(new File(basedir, 'pom.xml'))
pom.dependencies.dependency.each {
    assert it.version == inturnVersion: "${it.artifactId} in the pom of the project to be copied"
}
def plugins = pom.build.pluginManagement.plugins.plugin.collectEntries { [(it.artifactId.text()): it.version.text()] }
assert plugins == [
    'maven-resources-plugin': resourcesPluginVersion,
    'maven-compiler-plugin': compilerPluginVersion,
    'maven-surefire-plugin': surefirePluginVersion
]: 'the plugins in the pom of the project to be copied'
return true
