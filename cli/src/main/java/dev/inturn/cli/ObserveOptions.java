package dev.inturn.cli;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Stack;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that show how a run goes, on the standard error. */
final class ObserveOptions {

    /** When a progress bar is shown. */
    @SuppressWarnings("JavaCase") // as they are written on the command line
    enum When {
        auto,
        always,
        never
    }

    @Option(
            names = "--progress",
            paramLabel = "auto|always|never",
            arity = "0..1",
            preprocessor = AttachedOnly.class,
            description = {
                "Show a progress bar on the standard error: lines, lines a second, lines in flight, and for files also"
                        + " the share that is done and the time left, by bytes.",
                "auto: if the standard error is a terminal (what --progress alone means).",
                "always: if it is none, as a line of text every 5 seconds.",
                "never: not at all (default)."
            })
    private When progress = When.never;

    @Option(
            names = "--stats",
            description = {
                "At the end, tell on the standard error where the time went, and what limits the run.",
                "workers: which part of their time they spend on the function and the output.",
                "source: how often the reading thread had to wait to hand a line over, for 20 us or more, and how long.",
                "head: how often and how long the oldest line in flight was the only thing waited for, for 1 us or"
                        + " more: it was being worked on, all other lines that had been handed over were done, and no"
                        + " further one could be begun, as the window was full behind it or the input at its end."
            })
    private boolean stats;

    /** Takes a value only behind "=": the argument behind is a file. */
    static final class AttachedOnly implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> information) {
            if (!"=".equals(information.get("separator"))) {
                arguments.push(When.auto.name());
            }
            return false;
        }
    }

    /**
     * What shows a run.
     *
     * @param streams for the run to write to
     * @param observers what the run is to be seen by
     * @param progress what the results are to be counted by, or null
     */
    record Instruments(
            Streams streams,
            List<Observer> observers,
            @Nullable Progress progress) {

        Instruments {
            observers = List.copyOf(observers);
        }

        <R extends @Nullable Object> Results<Outcome<Line, R>> counted(Results<Outcome<Line, R>> results) {
            return progress == null ? results : progress.counting(results);
        }
    }

    /** Begins to show what was asked for, of a run that is about to start. */
    Instruments begin(Streams streams, Inturn settings, Supplier<OptionalLong> inputSize) {
        List<Observer> observers = new ArrayList<>();
        Streams shared = streams;
        Progress shown = null;
        if (progress == When.always
                || (progress == When.auto && streams.terminal().err())) {
            ProgressDisplay display = new ProgressDisplay(streams);
            shared = display.streams();
            shown = new Progress(display, inputSize.get(), System::nanoTime);
            observers.add(shown);
        }
        if (stats) {
            int processors = Runtime.getRuntime().availableProcessors();
            Statistics statistics =
                    new Statistics(settings.parallelism(), processors, System::nanoTime, ProcessorTime::now);
            observers.add(statistics);
            observers.add(new Observer() {
                @Override
                public void ended() {
                    streams.err().print(Report.of(statistics.figures()));
                    streams.err().flush();
                }
            });
        }
        return new Instruments(shared, observers, shown);
    }
}
