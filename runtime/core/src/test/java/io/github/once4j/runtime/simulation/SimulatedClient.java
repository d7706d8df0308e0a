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

/** The connection of a node: messages are lost, doubled, delayed and reordered. */
final class SimulatedClient implements NxClient {
    private static final double LOSS = 0.01;
    private static final double LATE = 0.03;
    private static final double DOUBLED = 0.02;
    private static final double USUAL_DELAY = 2_000_000;
    private static final long RECONNECT = 50_000_000;

    // One of each: a million stack traces would take longer than the rest of the simulation.
    private final IOException reset = new IOException("connection reset");
    private final NotExecutedException refusal = new NotExecutedException("the server refused", null);

    private final EventLoop loop;
    private final History history;
    private final SimulatedServer server;
    private final SimulatedNode node;
    private final Mutant mutant;
    private final double lease;
    private final List<Runnable> unreplyed = new ArrayList<>();
    private Line line = Line.UP;
    private long slowness;
    private long downSince;

    SimulatedClient(
            EventLoop loop, History history, SimulatedServer server, SimulatedNode node, Mutant mutant, double lease) {
        this.loop = loop;
        this.history = history;
        this.server = server;
        this.node = node;
        this.mutant = mutant;
        this.lease = lease;
    }

    /** How long a message may take. */
    static double longestDelay(double lease) {
        return 0.8 * lease;
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        node.sends(request.token());
        return command(() -> server.acquire(request));
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        history.renewal();
        return command(() -> server.renew(request.key(), request.token().text(), request.ttl()), new RenewalReply());
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
        if (line != Line.UP) {
            history.unreachable(node, downSince, loop.now());
        }
        downSince = loop.now();
        line = now;
        history.note(() -> "the connection of " + node + " is " + now);
        if (now == Line.UP) {
            replay();
        }
    }

    boolean isUp() {
        return line == Line.UP;
    }

    private void replay() {
        List<Runnable> again = List.copyOf(unreplyed);
        unreplyed.clear();
        again.forEach(command -> {
            history.happened(Fault.REPLAYED);
            command.run();
        });
    }

    // ---- messages

    private <T> CompletionStage<T> command(Supplier<T> script) {
        return command(script, new CompletableFuture<>());
    }

    private <T> CompletionStage<T> command(Supplier<T> script, CompletableFuture<T> reply) {
        if (loop.chance(0.001)) {
            history.happened(Fault.DRIVER_THREW);
            throw new IllegalStateException("the driver threw");
        }
        if (line == Line.REFUSED && mutant != Mutant.HIDDEN_REPLAY) {
            refuse(reply);
            return reply;
        }
        request(script, reply);
        if (loop.chance(DOUBLED)) {
            history.happened(Fault.DOUBLED_MESSAGE);
            request(script, reply);
        }
        return reply;
    }

    private <T> void request(Supplier<T> script, CompletableFuture<T> reply) {
        if (line == Line.SILENT || line == Line.NO_REQUESTS || line == Line.REFUSED || loop.chance(LOSS)) {
            lost(Fault.LOST_REQUEST, script, reply);
        } else {
            loop.after(delay(), () -> arrived(script, reply));
        }
    }

    private <T> void arrived(Supplier<T> script, CompletableFuture<T> reply) {
        long stopped = server.stoppedFor();
        if (stopped > 0) {
            loop.after(stopped + loop.upTo(USUAL_DELAY), () -> arrived(script, reply));
            return;
        }
        if (server.isRefusing()) {
            refuse(reply);
            return;
        }
        T result = script.get();
        if (line == Line.SILENT || line == Line.NO_REPLIES || loop.chance(LOSS)) {
            lost(Fault.LOST_REPLY, script, reply);
        } else {
            loop.after(replyDelay(), () -> node.now(() -> reply.complete(result)));
        }
    }

    /** The connection is cut, which the client notices, or half open, which it does not. */
    private <T> void lost(Fault fault, Supplier<T> script, CompletableFuture<T> reply) {
        history.happened(fault);
        if (mutant == Mutant.HIDDEN_REPLAY) {
            unreplyed.add(() -> request(script, reply));
            loop.after(RECONNECT, () -> {
                if (line == Line.UP) {
                    replay();
                }
            });
        } else if (loop.chance(0.5)) {
            history.happened(Fault.CONNECTION_CUT);
            node.later(loop.upTo(lease / 5), () -> reply.completeExceptionally(reset));
        }
    }

    private void refuse(CompletableFuture<?> reply) {
        history.happened(Fault.REFUSED);
        node.later(0, () -> reply.completeExceptionally(refusal));
    }

    /** A reply in a time of slow replies takes this much longer; not below 60 % of it. */
    void slowReplies(long extra) {
        slowness = extra;
    }

    private long replyDelay() {
        return slowness == 0 ? delay() : (long) loop.between(0.6 * slowness, slowness);
    }

    private long delay() {
        if (loop.chance(LATE)) {
            history.happened(Fault.LATE_MESSAGE);
            return loop.upTo(longestDelay(lease));
        }
        return loop.upTo(USUAL_DELAY);
    }

    /** Tells the node that what it does now is in reply to a renewal. */
    private final class RenewalReply extends CompletableFuture<Boolean> {
        @Override
        public boolean complete(Boolean held) {
            node.handlesRenewal(true);
            boolean completed = super.complete(held);
            node.handlesRenewal(false);
            return completed;
        }
    }

    /** The state of a connection. */
    enum Line {
        UP,
        SILENT,
        NO_REQUESTS,
        NO_REPLIES,
        REFUSED
    }
}
