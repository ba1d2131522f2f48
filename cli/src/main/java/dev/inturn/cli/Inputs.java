package dev.inturn.cli;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input files one after another, as a source of lines. */
final class Inputs implements Job.Source<Line> {

    /** Stands for the standard input. */
    static final String STANDARD_INPUT = "-";

    private static final String STANDARD_INPUT_NAME = "<stdin>";

    private final List<String> files;
    private final InputStream standardInput;
    private final Encoding encoding;
    private final InFlight inFlight;

    /**
     * Some files, not opened yet.
     *
     * @param files their names; none stands for the standard input
     * @param standardInput what {@code -} stands for
     * @param encoding of all of them
     * @param inFlight where lines are added when they are submitted
     * @throws Failure if one of them cannot be read, as far as one can know before
     */
    Inputs(List<String> files, InputStream standardInput, Encoding encoding, InFlight inFlight) {
        this.files = files.isEmpty() ? List.of(STANDARD_INPUT) : List.copyOf(files);
        this.standardInput = standardInput;
        this.encoding = encoding;
        this.inFlight = inFlight;
        this.files.forEach(Inputs::check);
    }

    private static void check(String file) {
        if (file.equals(STANDARD_INPUT)) {
            return;
        }
        if (file.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "the name of a file is empty; the standard input is -");
        }
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw unreadable(file, e.getReason());
        }
        if (!Files.exists(path)) {
            throw unreadable(file, "no such file");
        }
        if (Files.isDirectory(path)) {
            throw unreadable(file, "it is a directory");
        }
        if (!Files.isReadable(path)) {
            throw unreadable(file, "permission denied");
        }
    }

    @Override
    public void submitTo(Job.Submission<Line> submission) throws InterruptedException {
        for (String file : files) {
            if (file.equals(STANDARD_INPUT)) {
                submit(STANDARD_INPUT_NAME, standardInput, submission);
                continue;
            }
            try (InputStream in = new FileInputStream(file)) {
                submit(file, in, submission);
            } catch (FileNotFoundException e) {
                // Known better by a second look: it was there at the first.
                check(file);
                throw unreadable(file, e.getMessage());
            } catch (IOException e) {
                throw unreadable(file, e.getMessage());
            }
        }
    }

    @Override
    public void admit(Line line) throws InterruptedException {
        inFlight.add(line);
    }

    private void submit(String name, InputStream in, Job.Submission<Line> submission) throws InterruptedException {
        Lines lines = new Lines(name, encoding.toUtf8(CompleteFile.of(in)));
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                submission.submit(line);
            }
        } catch (IOException e) {
            throw unreadable(name, e.getMessage());
        }
    }

    private static Failure unreadable(String file, @Nullable String why) {
        return new Failure(ExitCode.INPUT_OUTPUT, "cannot read " + file + ": " + why);
    }
}
