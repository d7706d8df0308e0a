package io.github.once4j.readme;

import io.github.once4j.runtime.Acquire;
import io.github.once4j.runtime.Acquired;
import io.github.once4j.runtime.BlockingNxClient;
import io.github.once4j.runtime.Held;
import io.github.once4j.runtime.Token;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A client for a backend whose driver blocks: here a table in memory, each of whose operations is a transaction on a row. */
record TableNxClient(Map<String, Row> table) implements BlockingNxClient {
    /** What stands under a key: it stays when the key is free, since fences grow for ever. */
    record Row(String value, long end, long fence) {
        boolean isHeld() {
            return end - System.nanoTime() > 0;
        }

        boolean isHeldBy(Token token) {
            return isHeld() && value.equals(token.text());
        }

        Row with(String newValue, Duration ttl) {
            return new Row(newValue, System.nanoTime() + ttl.toNanos(), fence);
        }

        Held held(String key) {
            return new Held(key, value, Duration.ofNanos(end - System.nanoTime()));
        }
    }

    @Override
    public Acquired acquire(Acquire request) {
        Acquired[] answer = new Acquired[1];
        table.compute(request.key(), (key, row) -> {
            boolean mine = row != null && row.isHeldBy(request.token());
            if (row != null && row.isHeld() && !mine) {
                answer[0] = new Acquired.Busy(row.held(key));
                return row;
            }
            long fence = row == null ? 1 : mine ? row.fence : row.fence + 1;
            var number = request.fenced() ? OptionalLong.of(fence) : OptionalLong.empty();
            answer[0] = mine ? new Acquired.Mine(number) : new Acquired.Stored(number);
            return new Row("", 0, fence).with(request.token().text(), request.ttl());
        });
        return answer[0];
    }

    @Override
    public boolean renew(String key, Token token, Duration ttl) {
        return changeIfHeld(key, token, row -> row.with(token.text(), ttl));
    }

    @Override
    public boolean release(String key, Token token, Duration keep) {
        return changeIfHeld(key, token, row -> row.with(Held.finished(token.text()), keep));
    }

    @Override
    public Optional<Held> holder(String key) {
        return Optional.ofNullable(table.get(key)).filter(Row::isHeld).map(row -> row.held(key));
    }

    @Override
    public boolean forceRelease(Held seen) {
        return release(seen.key(), Token.of(seen.value()), Duration.ZERO);
    }

    @Override
    public void close() {}

    private boolean changeIfHeld(String key, Token token, UnaryOperator<Row> change) {
        boolean[] held = new boolean[1];
        table.computeIfPresent(key, (k, row) -> {
            held[0] = row.isHeldBy(token);
            return held[0] ? change.apply(row) : row;
        });
        return held[0];
    }
}
