package dev.inturn.cli;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import dev.inturn.ThrowingFunction;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that has a job recorded. */
final class TimelineOption {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--timeline",
            paramLabel = "FILE.html",
            description = "Write a page that shows the run, to be opened in a browser: when each item was taken, by"
                    + " which worker, which one held up others, and when each came out. Of a long run it has the last"
                    + " 5,000 items. It holds no content of lines, only their places as FILE:LINE.")
    private @Nullable String file;

    /**
     * Opens the file, if one was asked for: before anything else of the run begins.
     *
     * @throws Failure if it cannot be written
     */
    Recorder open(Inturn settings, Streams streams) {
        return new Recorder(settings, file == null ? null : timeline(file, settings, streams));
    }

    /**
     * What runs a job, and records it if that was asked for.
     *
     * @param timeline where to, or null
     */
    record Recorder(Inturn settings, @Nullable Timeline timeline) {

        /** Runs a job on lines. */
        <R> void runLines(
                Job.Source<Line> source,
                ThrowingFunction<Line, Outcome<Line, R>> function,
                Results<Outcome<Line, R>> results,
                List<Observer> observers)
                throws InterruptedException {
            if (timeline == null) {
                Job.run(settings, source, function, results, observers);
            } else {
                timeline.runLines(source, function, results, observers);
            }
        }

        /** Runs a job on items that come from no line. */
        <I, R> void run(
                Job.Source<I> source, ThrowingFunction<I, R> function, Results<R> results, List<Observer> observers)
                throws InterruptedException {
            if (timeline == null) {
                Job.run(settings, source, function, results, observers);
            } else {
                timeline.run(source, function, results, observers);
            }
        }
    }

    private Timeline timeline(String file, Inturn settings, Streams streams) {
        String name = command == null ? "inturn" : command.qualifiedName();
        try {
            return new Timeline(Path.of(file), name, settings, streams);
        } catch (InvalidPathException e) {
            throw new Failure(
                    ExitCode.INPUT_OUTPUT, "cannot write the timeline " + file + ": it is no path: " + e.getReason());
        }
    }
}
