package dev.inturn.cli;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import dev.inturn.ThrowingFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job that is recorded, and a file into which the recording is written as a page when it ends, however it ends.
 */
final class Timeline {

    /** How long a job may take to end after a signal, before what there is of it is written. */
    private static final long GRACE_MILLIS = 600;

    /** How long the writing may hold up the end of the program after a signal: it may be to a pipe that nobody reads. */
    private static final long WRITE_MILLIS = 5_000;

    private final Path file;
    private final FileChannel channel;
    private final String command;
    private final Inturn settings;
    private final Streams streams;
    private final Recording recording;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean written;
    private boolean failed;

    /**
     * The timeline of a job that is about to begin.
     *
     * @param file opened at once, so that a file that cannot be written is no surprise in the end
     * @param command the one that runs, such as {@code inturn map}
     * @throws Failure if the file cannot be written, or holds something else than such a page
     */
    Timeline(Path file, String command, Inturn settings, Streams streams) {
        this.file = file;
        this.channel = open(file);
        this.command = command;
        this.settings = settings;
        this.streams = streams;
        this.recording = new Recording(settings.capacity(), System::nanoTime);
    }

    private static FileChannel open(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unwritable(file, "it is a directory");
            }
            if (Files.isRegularFile(file) && Files.size(file) > 0 && !isTimeline(file)) {
                throw unwritable(file, "it exists and is no timeline; remove it, or choose another name");
            }
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw unwritable(file, "there is no such folder");
        } catch (AccessDeniedException e) {
            throw unwritable(file, "permission denied");
        } catch (FileSystemException e) {
            throw unwritable(file, e.getReason());
        } catch (IOException e) {
            throw unwritable(file, e.getMessage());
        }
    }

    private static boolean isTimeline(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(1 << 10), StandardCharsets.UTF_8).contains(TimelinePage.MARK);
        }
    }

    /** Runs a job on lines, whose places and failures are shown. */
    <R> void runLines(
            Job.Source<Line> source,
            ThrowingFunction<Line, Outcome<Line, R>> function,
            Results<Outcome<Line, R>> results,
            List<Observer> observers)
            throws InterruptedException {
        run(new Placed(source, recording), function, new FailuresSeen<>(results, recording), observers);
    }

    private record Placed(Job.Source<Line> source, Recording recording) implements Job.Source<Line> {

        @Override
        public void submitTo(Job.Submission<Line> submission) throws Exception {
            source.submitTo(line -> {
                recording.place(line.file(), line.number());
                submission.submit(line);
            });
        }

        @Override
        public void admit(Line line) throws InterruptedException {
            source.admit(line);
        }
    }

    private record FailuresSeen<R>(Results<Outcome<Line, R>> results, Recording recording)
            implements Results<Outcome<Line, R>> {

        @Override
        public void begin(Consumer<Failure> onFailure) {
            results.begin(onFailure);
        }

        @Override
        public void accept(Outcome<Line, R> outcome) throws Exception {
            if (outcome.failed()) {
                recording.failed();
            }
            results.accept(outcome);
        }

        @Override
        public void flush() throws Exception {
            results.flush();
        }

        @Override
        public void end() {
            results.end();
        }
    }

    /** Runs a job. */
    <I, R> void run(Job.Source<I> source, ThrowingFunction<I, R> function, Results<R> results, List<Observer> observers)
            throws InterruptedException {
        List<Observer> all = new ArrayList<>(observers);
        all.add(recording);
        Thread onSignal = new Thread(this::writeOnSignal, "inturn-timeline-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            Job.run(settings, source, function, results, all);
        } finally {
            ended.countDown();
            write();
            Job.removeHook(onSignal);
        }
        if (failed) {
            // It has been said.
            throw new Failure(ExitCode.INPUT_OUTPUT, "");
        }
    }

    /** Writes the page, unless that was done already. What goes wrong is said: the job may have ended badly as well. */
    private synchronized void write() {
        if (written) {
            return;
        }
        written = true;
        try (channel) {
            ByteBuffer page =
                    StandardCharsets.UTF_8.encode(new TimelinePage(command, settings, recording.snapshot()).html());
            if (Files.isRegularFile(file)) {
                channel.truncate(0);
            }
            while (page.hasRemaining()) {
                channel.write(page);
            }
        } catch (IOException e) {
            failed = true;
            streams.say(unwritable(file, e.getMessage()).getMessage());
        }
    }

    /** What there is of it is written even if calls are running that do not end, or nobody reads the output. */
    private void writeOnSignal() {
        Thread writing = new Thread(this::write, "inturn-timeline");
        writing.setDaemon(true);
        try {
            ended.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
            writing.start();
            writing.join(WRITE_MILLIS);
        } catch (InterruptedException e) {
            // Nobody interrupts a shutdown hook; and if so, it wants it to end.
        }
    }

    private static Failure unwritable(Path file, @Nullable String why) {
        return new Failure(ExitCode.INPUT_OUTPUT, "cannot write the timeline " + file + ": " + why);
    }
}
