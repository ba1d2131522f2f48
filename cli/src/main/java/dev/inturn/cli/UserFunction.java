package dev.inturn.cli;

import com.google.common.base.Utf8;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user's own {@code Function<String, String>}.
 *
 * <p>Its class sees the Java platform and its own class path, and nothing of this program: so it may bring any version of
 * a library that the program has too. What it prints to the standard output goes to the standard error, for the former
 * belongs to the results.
 */
final class UserFunction implements LineFunction {

    /**
     * The classes of the Java platform. The platform's own loader finds those of the program as well when that runs as
     * modules.
     */
    private static final class PlatformLoader extends ClassLoader {
        private static final ModuleFinder PLATFORM = ModuleFinder.ofSystem();

        PlatformLoader() {
            super("platform", null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> type = getPlatformClassLoader().loadClass(name);
            String module = type.getModule().getName();
            if (module == null || PLATFORM.find(module).isEmpty()) {
                throw new ClassNotFoundException(name);
            }
            return type;
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return getPlatformClassLoader().getResource(name);
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return getPlatformClassLoader().getResources(name);
        }
    }

    /** The classes of a class path, and those that were compiled. */
    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> compiled;

        Loader(URL[] classPath, Map<String, byte[]> compiled) {
            super("function", classPath, new PlatformLoader());
            this.compiled = compiled;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = compiled.get(name);
            return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private final Loader loader;
    private final boolean multiline;
    private final PrintStream standardOutput = System.out;
    private final Function<Object, ?> function;

    /**
     * Makes the function.
     *
     * @param name the name of a class, or of a source file
     * @param classPath where classes are looked for
     * @param multiline whether a result may have several lines
     * @param err where the compiler's messages go, and what the function prints
     * @throws Failure if there is no such function
     */
    UserFunction(String name, ClassPath classPath, boolean multiline, PrintStream err) {
        JavaSource.Compiled compiled = name.endsWith(JavaSource.EXTENSION)
                ? JavaSource.compile(new File(name), classPath, err)
                : new JavaSource.Compiled(name, Map.of());
        this.loader = new Loader(classPath.urls(), compiled.classes());
        this.multiline = multiline;
        System.setOut(err);
        try {
            this.function = within(() -> instance(compiled.className(), classPath));
        } catch (Failure e) {
            release();
            throw e;
        }
    }

    private Function<Object, ?> instance(String name, ClassPath classPath) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!Function.class.isAssignableFrom(type)) {
                throw unusable(name, "does not implement java.util.function.Function");
            }
            @SuppressWarnings("unchecked") // what it does not take or give is found out by each call
            Function<Object, ?> instance =
                    (Function<Object, ?>) type.getConstructor().newInstance();
            return instance;
        } catch (ClassNotFoundException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--function: there is no class " + name + " in " + classPath.text()
                            + "; --classpath says where to look, and a source file ends in .java");
        } catch (NoSuchMethodException e) {
            throw unusable(name, "has no public constructor without arguments");
        } catch (IllegalAccessException e) {
            throw unusable(name, "is not public");
        } catch (InstantiationException e) {
            throw unusable(name, "is abstract");
        } catch (InvocationTargetException e) {
            throw unusable(name, "cannot be constructed: " + describe(e.getCause()));
        } catch (ExceptionInInitializerError e) {
            throw unusable(name, "cannot be initialized: " + describe(e.getCause()));
        } catch (LinkageError e) {
            throw unusable(name, "cannot be loaded: " + describe(e));
        }
    }

    private static Failure unusable(String name, String why) {
        return new Failure(ExitCode.USAGE, "--function: " + name + " " + why);
    }

    @Override
    public byte[] apply(Line line) throws BadLineException {
        String text = Utf8Text.of(line);
        Object result;
        try {
            result = within(() -> function.apply(text));
        } catch (StackOverflowError e) {
            throw new BadLineException(describe(e));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new BadLineException(describe(e));
        }
        if (result == null) {
            throw new BadLineException("the function has returned null");
        }
        if (!(result instanceof String string)) {
            throw new BadLineException(
                    "the function has returned a " + result.getClass().getName() + " and no String");
        }
        byte[] bytes = bytes(string);
        if (!multiline) {
            ResultLines.check(bytes);
        }
        return bytes;
    }

    private static byte[] bytes(String result) throws BadLineException {
        try {
            int length = Utf8.encodedLength(result);
            Bytes bytes = new Bytes(length + 1);
            bytes.write(result.getBytes(StandardCharsets.UTF_8), 0, length);
            bytes.write('\n');
            return bytes.toByteArray();
        } catch (IllegalArgumentException e) {
            throw new BadLineException("the function has returned half a surrogate pair, which has no UTF-8");
        }
    }

    /** Calls with the loader that the user's libraries look for. */
    private <T extends @Nullable Object> T within(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What was thrown, even if it cannot speak for itself. */
    private static String describe(@Nullable Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (RuntimeException e) {
            return Objects.requireNonNull(thrown).getClass().getName();
        }
    }

    /** Closes the function too, if it can be closed. */
    @Override
    public void close() {
        try {
            if (function instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new Failure(ExitCode.ITEM_FAILED, "the function cannot be closed: " + describe(e));
        } finally {
            release();
        }
    }

    private void release() {
        System.setOut(standardOutput);
        try {
            loader.close();
        } catch (IOException e) {
            // A jar that was only read: there is nothing to lose.
        }
    }
}
