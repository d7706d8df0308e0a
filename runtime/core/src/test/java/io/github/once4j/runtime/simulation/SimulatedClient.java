package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A node's way to the server and back, on which messages are lost, doubled, late, and overtake each other. */
final class SimulatedClient implements NxClient {
    private static final double LOSS = 0.01;
    private static final double LATE = 0.03;
    private static final double DOUBLED = 0.02;
    private static final double USUAL_DELAY = 2_000_000;
    private static final long RECONNECT = 50_000_000;

    // One of each: a million stack traces would take longer than all the rest.
    private final IOException reset = new IOException("connection reset");
    private final NotExecutedException refusal = new NotExecutedException("the server refused", null);

    private final World world;
    private final History history;
    private final SimulatedServer server;
    private final SimulatedNode node;
    private final Mutant mutant;
    private final double lease;
    private final List<Runnable> unanswered = new ArrayList<>();
    private Line line = Line.UP;

    SimulatedClient(
            World world, History history, SimulatedServer server, SimulatedNode node, Mutant mutant, double lease) {
        this.world = world;
        this.history = history;
        this.server = server;
        this.node = node;
        this.mutant = mutant;
        this.lease = lease;
    }

    /** How long a message may be under way. */
    static double longestDelay(double lease) {
        return 0.8 * lease;
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        node.sends(request.token().text());
        return command(() -> server.acquire(request));
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        history.renewal();
        return command(() -> server.renew(request.key(), request.token().text(), request.ttl()));
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return command(() -> request.token() instanceof Token.OfText
                ? server.forceRelease(request)
                : server.release(request.key(), request.token().text(), request.keep()));
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return command(() -> server.holder(key));
    }

    @Override
    public void close() {}

    // ---- faults

    void line(Line now) {
        line = now;
        history.note(() -> "the line of " + node + " is " + now);
        if (now == Line.UP) {
            replay();
        }
    }

    boolean isUp() {
        return line == Line.UP;
    }

    private void replay() {
        List<Runnable> again = List.copyOf(unanswered);
        unanswered.clear();
        again.forEach(command -> {
            history.happened(Fault.REPLAYED);
            command.run();
        });
    }

    // ---- there and back

    private <T> CompletionStage<T> command(Supplier<T> script) {
        if (world.chance(0.001)) {
            history.happened(Fault.DRIVER_THREW);
            throw new IllegalStateException("the driver threw");
        }
        var answer = new CompletableFuture<T>();
        if (line == Line.REFUSED && mutant != Mutant.HIDDEN_REPLAY) {
            refuse(answer);
            return answer;
        }
        request(script, answer);
        if (world.chance(DOUBLED)) {
            history.happened(Fault.DOUBLED_MESSAGE);
            request(script, answer);
        }
        return answer;
    }

    private <T> void request(Supplier<T> script, CompletableFuture<T> answer) {
        if (line == Line.SILENT || line == Line.NO_REQUESTS || line == Line.REFUSED || world.chance(LOSS)) {
            lost(Fault.LOST_REQUEST, script, answer);
        } else {
            world.after(delay(), () -> arrived(script, answer));
        }
    }

    private <T> void arrived(Supplier<T> script, CompletableFuture<T> answer) {
        long stopped = server.stoppedFor();
        if (stopped > 0) {
            world.after(stopped + world.upTo(USUAL_DELAY), () -> arrived(script, answer));
            return;
        }
        if (server.isRefusing()) {
            refuse(answer);
            return;
        }
        T result = script.get();
        if (line == Line.SILENT || line == Line.NO_REPLIES || world.chance(LOSS)) {
            lost(Fault.LOST_REPLY, script, answer);
        } else {
            world.after(delay(), () -> node.now(() -> answer.complete(result)));
        }
    }

    /** The connection was cut, which the client hears of, or is half open, which it does not. */
    private <T> void lost(Fault fault, Supplier<T> script, CompletableFuture<T> answer) {
        history.happened(fault);
        if (mutant == Mutant.HIDDEN_REPLAY) {
            unanswered.add(() -> request(script, answer));
            world.after(RECONNECT, () -> {
                if (line == Line.UP) {
                    replay();
                }
            });
        } else if (world.chance(0.5)) {
            history.happened(Fault.CONNECTION_CUT);
            node.later(world.upTo(lease / 5), () -> answer.completeExceptionally(reset));
        }
    }

    private void refuse(CompletableFuture<?> answer) {
        history.happened(Fault.REFUSED);
        node.later(0, () -> answer.completeExceptionally(refusal));
    }

    private long delay() {
        if (world.chance(LATE)) {
            history.happened(Fault.LATE_MESSAGE);
            return world.upTo(longestDelay(lease));
        }
        return world.upTo(USUAL_DELAY);
    }

    /** What a node's line to the server is like. */
    enum Line {
        UP,
        SILENT,
        NO_REQUESTS,
        NO_REPLIES,
        REFUSED
    }
}
