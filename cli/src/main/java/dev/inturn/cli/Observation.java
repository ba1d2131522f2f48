package dev.inturn.cli;

import dev.inturn.Sink;
import dev.inturn.ThrowingFunction;
import java.util.List;

/**
 * What puts observers between a source, a function and a sink.
 *
 * @param observers told in this order
 */
record Observation(List<Observer> observers) implements Observer {

    Observation {
        observers = List.copyOf(observers);
    }

    /** An item or a result, and its number. */
    record Numbered<T>(long sequence, T value) {}

    private <I> Job.Submission<I> submission(Job.Source<I> source, Job.Submission<Numbered<I>> submission) {
        return new Job.Submission<>() {
            private long next;

            @Override
            public void submit(I item) throws InterruptedException {
                long sequence = next++;
                submitting(sequence);
                source.admit(item);
                submission.submit(new Numbered<>(sequence, item));
                submitted(sequence);
            }
        };
    }

    <I> Job.Source<Numbered<I>> source(Job.Source<I> source) {
        return submission -> {
            try {
                source.submitTo(submission(source, submission));
            } finally {
                exhausted();
            }
        };
    }

    <I, R> ThrowingFunction<Numbered<I>, Numbered<R>> function(ThrowingFunction<I, R> function) {
        return item -> {
            started(item.sequence());
            try {
                return new Numbered<>(item.sequence(), function.apply(item.value()));
            } finally {
                finished(item.sequence());
            }
        };
    }

    <R> Sink<Numbered<R>> sink(Sink<R> sink) {
        return new Sink<>() {
            @Override
            public void accept(Numbered<R> result) throws Exception {
                delivering(result.sequence());
                sink.accept(result.value());
                delivered(result.sequence());
            }

            @Override
            public void flush() throws Exception {
                flushing();
                sink.flush();
                flushed();
            }
        };
    }

    @Override
    public void submitting(long sequence) {
        for (Observer observer : observers) {
            observer.submitting(sequence);
        }
    }

    @Override
    public void submitted(long sequence) {
        for (Observer observer : observers) {
            observer.submitted(sequence);
        }
    }

    @Override
    public void exhausted() {
        for (Observer observer : observers) {
            observer.exhausted();
        }
    }

    @Override
    public void started(long sequence) {
        for (Observer observer : observers) {
            observer.started(sequence);
        }
    }

    @Override
    public void finished(long sequence) {
        for (Observer observer : observers) {
            observer.finished(sequence);
        }
    }

    @Override
    public void delivering(long sequence) {
        for (Observer observer : observers) {
            observer.delivering(sequence);
        }
    }

    @Override
    public void delivered(long sequence) {
        for (Observer observer : observers) {
            observer.delivered(sequence);
        }
    }

    @Override
    public void flushing() {
        for (Observer observer : observers) {
            observer.flushing();
        }
    }

    @Override
    public void flushed() {
        for (Observer observer : observers) {
            observer.flushed();
        }
    }

    @Override
    public void ending() {
        for (Observer observer : observers) {
            observer.ending();
        }
    }

    @Override
    public void ended() {
        for (Observer observer : observers) {
            observer.ended();
        }
    }
}
