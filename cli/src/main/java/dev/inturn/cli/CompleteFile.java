package dev.inturn.cli;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;

/** A file that is read to the end that it had when the reading began, or beyond. One that becomes shorter is an error. */
final class CompleteFile extends FilterInputStream {

    private final FileChannel channel;
    private final long size;

    private CompleteFile(FileInputStream in, long size) {
        super(in);
        this.channel = in.getChannel();
        this.size = size;
    }

    /** The input, as a complete file if it is a file. */
    static InputStream of(InputStream in) {
        if (!(in instanceof FileInputStream file)) {
            return in;
        }
        try {
            long size = file.getChannel().size();
            return size > 0 ? new CompleteFile(file, size) : in;
        } catch (IOException e) {
            // A pipe or the like has no size.
            return in;
        }
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            checkEnd();
        }
        return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = in.read(to, offset, length);
        if (count < 0) {
            checkEnd();
        }
        return count;
    }

    private void checkEnd() throws IOException {
        // There are files that say more than they have, and stay so.
        if (channel.position() < size && channel.size() < size) {
            throw new IOException("it was truncated while it was read");
        }
    }
}
