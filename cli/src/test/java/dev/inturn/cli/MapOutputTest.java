package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How {@code map} writes, and how it ends when it cannot. */
@Timeout(60)
class MapOutputTest {

    @Test
    void P1_aResultIsThereThoughTheInputGoesOn() throws Exception {
        PipedOutputStream input = new PipedOutputStream();
        PipedInputStream output = new PipedInputStream();
        PipedInputStream programInput = new PipedInputStream(input);
        PipedOutputStream programOutput = new PipedOutputStream(output);
        FutureTask<Program.Result> program = new FutureTask<>(
                () -> new Program().in(programInput).runInto(programOutput, "map", "--json", "--on-error=skip"));
        new Thread(program).start();

        BufferedReader results = new BufferedReader(new InputStreamReader(output, UTF_8));
        for (int i = 0; i < 100; i++) {
            input.write(("[ " + i + "]\n").getBytes(UTF_8));
            if (i % 10 == 3) {
                input.write('\n');
            }
            input.flush();
            assertEquals("[" + i + "]", results.readLine());
        }
        input.close();
        assertEquals(0, program.get().exitCode());
    }

    @Test
    void whatFlowsIsWrittenByTheBuffer() {
        AtomicInteger writes = new AtomicInteger();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.incrementAndGet();
            }
        };
        int lines = 100_000;
        Program.Result result = new Program().in("[1,2,3]\n".repeat(lines)).runInto(out, "map", "--json");
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(writes.get() < lines / 10, writes + " writes");
    }

    @Test
    void aClosedPipeEndsItQuietlyThoughTheInputIsEndless() {
        Program.Result result = new Program().in(endless()).runInto(failing("Broken pipe"), "map", "--json");
        assertEquals(0, result.exitCode());
        assertEquals("", result.err());
    }

    @Test
    void aClosedPipeIsKnownInAnyLanguage() {
        Program.Result result =
                new Program().outIsPipe().in(endless()).runInto(failing("Rohr kaputt"), "map", "--json");
        assertEquals(0, result.exitCode());
        assertEquals("", result.err());
    }

    @Test
    void aClosedPipeEndsItThoughTheInputBlocks() {
        Program.Result result = new Program().in(thenBlocking("1\n")).runInto(failing("Broken pipe"), "map", "--json");
        assertEquals(0, result.exitCode());
    }

    @Test
    void F1_aBadLineEndsItThoughTheInputBlocks() {
        Program.Result result = new Program().in(thenBlocking("1\nx\n")).run("map", "--json");
        assertEquals(1, result.exitCode());
        assertEquals("1\n", result.out());
    }

    @Test
    void anyOtherOutputErrorIsSaid() {
        Program.Result result =
                new Program().in(endless()).runInto(failing("No space left on device"), "map", "--json");
        assertEquals(3, result.exitCode());
        assertEquals("inturn: cannot write the output: No space left on device\n", result.err());
    }

    @Test
    void anOutputErrorAtTheEndIsSaidToo() {
        Program.Result result = new Program().in("1\n").runInto(failing("No space left on device"), "map", "--json");
        assertEquals(3, result.exitCode());
    }

    @Test
    void aClosedPipeEndsOtherCommandsQuietlyToo() {
        for (String command : new String[] {"strategies", "--help", "--version", "help", "generate-completion"}) {
            Program.Result result = new Program().runInto(failing("Broken pipe"), command);
            assertEquals(0, result.exitCode(), command);
            assertEquals("", result.err());
        }
    }

    @Test
    void anOutputErrorOfOtherCommandsIsSaidToo() {
        for (String command : new String[] {"strategies", "--help", "--version", "help", "generate-completion"}) {
            Program.Result result = new Program().runInto(failing("No space left on device"), command);
            assertEquals(3, result.exitCode(), command);
            assertEquals("inturn: cannot write the output: No space left on device\n", result.err());
        }
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException(message);
            }
        };
    }

    private static InputStream endless() {
        byte[] lines = "[1,2,3]\n".repeat(1_000).getBytes(UTF_8);
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                byte next = lines[at];
                at = (at + 1) % lines.length;
                return next;
            }
        };
    }

    /** Some bytes, and then a read that never returns, and that no interrupt ends. */
    private static InputStream thenBlocking(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new InputStream() {
            private boolean read;

            @Override
            public int read() {
                throw new AssertionError("byte by byte");
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                if (read) {
                    blockForEver();
                }
                read = true;
                System.arraycopy(bytes, 0, to, offset, bytes.length);
                return bytes.length;
            }
        };
    }

    private static void blockForEver() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                // As a read from a terminal: it does not hear that.
            }
        }
    }
}
