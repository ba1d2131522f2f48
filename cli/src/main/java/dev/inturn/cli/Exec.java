package dev.inturn.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The function that runs a command for each line: its result is what the command prints, less the last newline.
 *
 * <p>The worker waits for the command and can be interrupted; what the command prints is read by threads beside it, so
 * that neither of its outputs can fill up and stop it. When it has ended, whoever it left behind may still have its
 * pipes: they get a moment to close them, then the result is what has come until then.
 */
final class Exec implements LineFunction {

    /** How long the outputs of a command that has ended may stay open. */
    private static final long PIPE_GRACE_MILLIS = 500;

    /** So much fits into any pipe, so that who writes it never waits. */
    private static final int PIPE_ROOM = 4096;

    /** So much of what it says to people is kept. */
    private static final int MAX_ERRORS = 1 << 16;

    private static final int MAX_LAST_LINE = 500;

    /** The system's error that tells of a line and not of the command, as Java writes it: E2BIG, on Windows another. */
    private static final Pattern TOO_LONG = Pattern.compile("error(=|: )(7|206)\\b");

    /** What is of no use in the message of a failed start: the command, which is told anyway. */
    private static final Pattern NOISE = Pattern.compile("^Cannot run program .*?: (Exec failed, )?(?=error)");

    private static final boolean POSIX = File.separatorChar == '/';
    private static final File NOTHING = new File(POSIX ? "/dev/null" : "NUL");

    private final CommandTemplate template;
    private final boolean takesLineAsInput;
    private final @Nullable Duration timeout;
    private final int maxOutput;
    private final boolean multiline;
    private final PrintStream err;
    private final Charset argumentCharset = argumentCharset();

    private final Children children;
    private final ExecutorService readers;

    /**
     * Commands made of a template.
     *
     * @param timeout how long each may run; null for as long as it likes
     * @param maxOutput how many bytes each may print
     * @param multiline whether the result may have several lines
     * @param err where to pass on what commands say that end well
     * @throws Failure if there is no such program
     */
    Exec(CommandTemplate template, @Nullable Duration timeout, int maxOutput, boolean multiline, PrintStream err) {
        this.template = template;
        this.takesLineAsInput = !template.hasPlaceholder();
        this.timeout = timeout;
        this.maxOutput = maxOutput;
        this.multiline = multiline;
        this.err = err;
        findProgram(template.program());
        this.children = new Children();
        this.readers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "inturn-pipe");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Better said once, before anything is read, than of a line. */
    private static void findProgram(String program) {
        String path = System.getenv("PATH");
        if (!POSIX || path == null) {
            return;
        }
        if (program.indexOf('/') >= 0) {
            File file = new File(program);
            if (!file.exists()) {
                throw cannotRun(program, "no such file");
            }
            if (file.isDirectory()) {
                throw cannotRun(program, "it is a directory");
            }
            if (!file.canExecute()) {
                throw cannotRun(program, "it is not executable");
            }
            return;
        }
        for (String folder : path.split(":", -1)) {
            File file = new File(folder.isEmpty() ? "." : folder, program);
            if (file.isFile() && file.canExecute()) {
                return;
            }
        }
        throw cannotRun(program, "there is no such program on the PATH");
    }

    private static Failure cannotRun(String program, String why) {
        return new Failure(ExitCode.USAGE, "cannot run " + program + ": " + why);
    }

    @Override
    public byte[] apply(Line line) throws BadLineException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(template.words(takesLineAsInput ? "" : argument(line)))
                .redirectInput(takesLineAsInput ? Redirect.PIPE : Redirect.from(NOTHING));
        Process process = start(command);
        boolean ended = false;
        try {
            Drain output = Drain.all(process.getInputStream(), maxOutput, () -> children.kill(process));
            Drain errors = Drain.tail(process.getErrorStream(), MAX_ERRORS);
            readers.execute(output);
            readers.execute(errors);
            if (takesLineAsInput) {
                feed(process, line);
            }
            ended = await(process);
            if (!ended) {
                throw new BadLineException("the command has not ended within " + text(timeout) + ", and was killed");
            }
            children.checkNotSignalled(process.exitValue());
            output.await(PIPE_GRACE_MILLIS);
            errors.await(PIPE_GRACE_MILLIS);
            return result(process.exitValue(), output, errors.take());
        } finally {
            if (!ended) {
                children.kill(process);
            }
            children.forget(process);
        }
    }

    private Process start(ProcessBuilder command) throws BadLineException, InterruptedException {
        try {
            return children.start(command);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (TOO_LONG.matcher(message).find()) {
                throw new BadLineException("too long for an argument of a command; without {} it goes to the input");
            }
            // Not the fault of the line: the next one would fare no better.
            throw cannotRun(template.program(), NOISE.matcher(message).replaceFirst(""));
        }
    }

    private boolean await(Process process) throws InterruptedException {
        if (timeout == null) {
            process.waitFor();
            return true;
        }
        return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static String text(@Nullable Duration duration) {
        return String.valueOf(duration).substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private byte[] result(int exitCode, Drain output, Bytes errors) throws BadLineException {
        if (output.hasOverflown()) {
            throw new BadLineException("the command has printed more than " + maxOutput
                    + " bytes, and was killed; --max-output allows more");
        }
        if (exitCode != 0) {
            String lastLine = lastLine(errors);
            throw new BadLineException("exit code " + exitCode + (lastLine.isEmpty() ? "" : ": " + lastLine));
        }
        passOn(errors);
        Bytes printed = output.take();
        if (printed.size() == 0 || printed.array()[printed.size() - 1] != '\n') {
            printed.write('\n');
        }
        byte[] result = printed.toByteArray();
        if (!multiline) {
            ResultLines.check(result);
        }
        return result;
    }

    private static String lastLine(Bytes errors) {
        String last = new String(errors.array(), 0, errors.size(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce("", (before, line) -> line)
                .strip();
        return last.length() <= MAX_LAST_LINE ? last : last.substring(0, MAX_LAST_LINE) + "...";
    }

    /** In one piece, so that what several commands say is not mixed up. */
    private void passOn(Bytes errors) {
        if (errors.size() > 0) {
            if (errors.array()[errors.size() - 1] != '\n') {
                errors.write('\n');
            }
            err.write(errors.array(), 0, errors.size());
            err.flush();
        }
    }

    /** Gives the line to the command's input. A command that does not read it is as good as one that does. */
    private void feed(Process process, Line line) {
        if (line.length() < PIPE_ROOM) {
            write(process, line);
        } else {
            readers.execute(() -> write(process, line));
        }
    }

    private static void write(Process process, Line line) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(line.bytes(), line.offset(), line.length());
            in.write('\n');
        } catch (IOException e) {
            // It has closed its input, or has ended.
        }
    }

    private String argument(Line line) throws BadLineException {
        String text = Utf8Text.of(line);
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new BadLineException("a NUL (character " + (nul + 1) + ") cannot be part of an argument of a command;"
                    + " without {} the line goes to the input");
        }
        if (!argumentCharset.equals(StandardCharsets.UTF_8)
                && !argumentCharset.newEncoder().canEncode(text)) {
            throw new BadLineException("arguments of commands are " + argumentCharset
                    + " here, which has no code for a character of the line; a locale such as LC_ALL=C.UTF-8 has one");
        }
        return text;
    }

    /** What Java encodes arguments in. */
    private static Charset argumentCharset() {
        String name = System.getProperty("sun.jnu.encoding");
        return Runtime.version().feature() < 18 || name == null || !Charset.isSupported(name)
                ? Charset.defaultCharset()
                : Charset.forName(name);
    }

    @Override
    public void close() {
        children.close();
        readers.shutdownNow();
    }
}
