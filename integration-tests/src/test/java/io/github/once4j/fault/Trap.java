package io.github.once4j.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.once4j.fault.Command.Kind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is to happen to one command, the n-th of a kind that comes through a {@link FaultProxy}. */
final class Trap {
    /** The fault. */
    enum Fault {
        /** It goes through; it is only looked at. */
        NONE,
        /** The request never arrives, nor does any that is sent after it on its connection. */
        REQUEST_LOST,
        /** The server executes it, and its reply never arrives, nor does any after it on its connection. */
        REPLY_LOST,
        /** The server executes it; the connection ends in place of the reply. */
        REPLY_FIN,
        /** The server executes it; the connection is reset in place of the reply. */
        REPLY_RST,
        /** The reply, and every one after it on its connection, is held back until {@link #release}. */
        REPLY_HELD
    }

    final Fault fault;
    private final Kind kind;
    private final AtomicInteger left;
    private final CountDownLatch sprung = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile byte[] frame = {};

    Trap(Kind kind, int nth, Fault fault) {
        this.kind = kind;
        this.left = new AtomicInteger(nth);
        this.fault = fault;
    }

    boolean catches(List<Command> commands, byte[] request) {
        if (commands.stream().noneMatch(each -> each.kind() == kind) || left.decrementAndGet() != 0) {
            return false;
        }
        frame = request.clone();
        if (fault == Fault.REQUEST_LOST) {
            sprung.countDown();
        }
        return true;
    }

    /** A command that the server did not know by its digest was not executed: the next one is the one that is meant. */
    boolean springs(byte[] reply) {
        if (new String(reply, ISO_8859_1).startsWith("-NOSCRIPT")) {
            left.incrementAndGet();
            return false;
        }
        sprung.countDown();
        return true;
    }

    void awaitSprung() throws InterruptedException {
        if (!sprung.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no " + kind + " came");
        }
    }

    void awaitReleased() throws InterruptedException {
        released.await();
    }

    void release() {
        released.countDown();
    }

    /** The request that was caught, as it was sent. */
    byte[] frame() {
        return frame.clone();
    }
}
