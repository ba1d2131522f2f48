package dev.inturn.cli;

import dev.inturn.Outcome;
import java.util.Objects;

/** Writes the results of lines, and deals with those that failed in their turn. */
final class MapResults implements Results<Outcome<Line, byte[]>> {

    private static final byte[] EMPTY_LINE = {'\n'};

    private final Streams streams;
    private final Output output;
    private final InFlight inFlight;
    private final OnError onError;

    MapResults(Streams streams, InFlight inFlight, OnError onError) {
        this.streams = streams;
        this.output = new Output(streams);
        this.inFlight = inFlight;
        this.onError = onError;
    }

    @Override
    public void accept(Outcome<Line, byte[]> outcome) {
        inFlight.remove(outcome.item());
        byte[] result = outcome.result();
        if (result != null) {
            output.write(result);
        } else {
            failed(outcome.item(), Objects.requireNonNull(outcome.cause()));
        }
    }

    private void failed(Line line, Throwable cause) {
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        String reason = cause instanceof BadLineException ? cause.getMessage() : cause.toString();
        String message = line.place() + ": " + reason;
        if (onError == OnError.fail) {
            output.flush();
            throw new Failure(ExitCode.ITEM_FAILED, message);
        }
        if (onError == OnError.mark) {
            output.write(EMPTY_LINE);
        }
        // Before the message, so that both come in the order of the lines where they go to one place.
        output.flush();
        streams.say(message);
    }

    /**
     * Writes through when no line is in flight. While one is, its result comes in no time, as it takes but computing,
     * and there is a call after that too: so an input that trickles is answered line by line, and one that flows is
     * written by the buffer.
     */
    @Override
    public void flush() {
        if (inFlight.isEmpty()) {
            output.flush();
        }
    }

    @Override
    public void end() {
        output.flush();
    }
}
