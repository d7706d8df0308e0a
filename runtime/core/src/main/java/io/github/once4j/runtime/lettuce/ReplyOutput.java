package io.github.once4j.runtime.lettuce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reply: up to two numbers and a text, in any order, alone or in an array. Each byte of the text becomes one character, so
 * that any value of a key can be compared with what was read before.
 */
final class ReplyOutput<T> extends CommandOutput<String, String, T> {
    private final Function<ReplyOutput<T>, T> meaning;
    private int numbers;
    private long first;
    private long second;
    private @Nullable String text;

    ReplyOutput(Function<ReplyOutput<T>, T> meaning) {
        super(StringCodec.UTF8, null);
        this.meaning = meaning;
    }

    @Override
    public void set(long number) {
        if (numbers++ == 0) {
            first = number;
        } else {
            second = number;
        }
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        if (bytes != null) {
            byte[] read = new byte[bytes.remaining()];
            bytes.get(read);
            text = new String(read, ISO_8859_1);
        }
    }

    @Override
    public T get() {
        return meaning.apply(this);
    }

    /** The first number. */
    long first() {
        return first;
    }

    boolean isOne() {
        return first == 1;
    }

    /** The second number. */
    long second() {
        return second;
    }

    @Nullable
    String text() {
        return text;
    }
}
