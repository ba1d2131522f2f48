package dev.inturn.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How many bytes there are to read, where all inputs are files. */
final class InputSize {

    private InputSize() {}

    /**
     * Looks at files as they are now.
     *
     * @param files their names; none, or {@code -}, is the standard input
     * @return nothing if one of them is a pipe, a terminal or the like, or cannot be read
     */
    static OptionalLong of(List<String> files, InputStream standardInput) {
        long size = 0;
        try {
            for (String file : files.isEmpty() ? List.of(Inputs.STANDARD_INPUT) : files) {
                if (!file.equals(Inputs.STANDARD_INPUT)) {
                    Path path = Path.of(file);
                    if (!Files.isRegularFile(path)) {
                        return OptionalLong.empty();
                    }
                    size += Files.size(path);
                } else if (standardInput instanceof FileInputStream in) {
                    size += rest(in.getChannel());
                } else {
                    return OptionalLong.empty();
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        // What has no size, as a device, says that it is 0.
        return size > 0 ? OptionalLong.of(size) : OptionalLong.empty();
    }

    /** What is ahead of it, for others may have read some. A pipe has no position, and throws. */
    private static long rest(FileChannel channel) throws IOException {
        return channel.size() - channel.position();
    }
}
