package dev.inturn.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where classes are looked for: folders and jars, as {@code java -cp} takes them.
 *
 * @param text as it was given
 * @param entries all of them exist
 */
record ClassPath(String text, List<File> entries) {

    private static final String ALL_JARS = "*";

    /**
     * Reads a class path. {@code FOLDER/*} stands for all jars in a folder.
     *
     * @throws Failure if an entry does not exist
     */
    static ClassPath parse(String text) {
        List<File> entries = new ArrayList<>();
        for (String entry : text.split(File.pathSeparator, -1)) {
            File file = new File(entry.isEmpty() ? "." : entry);
            if (file.getName().equals(ALL_JARS)) {
                entries.addAll(jarsIn(entry, file.getParentFile()));
            } else if (file.exists()) {
                entries.add(file);
            } else {
                throw new Failure(ExitCode.USAGE, "--classpath: there is no " + entry);
            }
        }
        return new ClassPath(text, List.copyOf(entries));
    }

    private static List<File> jarsIn(String entry, @Nullable File folder) {
        File[] jars = (folder == null ? new File(".") : folder).listFiles((in, name) -> name.endsWith(".jar"));
        if (jars == null) {
            throw new Failure(ExitCode.USAGE, "--classpath: " + entry + " names no folder");
        }
        Arrays.sort(jars);
        return List.of(jars);
    }

    URL[] urls() {
        return entries.stream().map(ClassPath::url).toArray(URL[]::new);
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError("a file has a URL", e);
        }
    }
}
