package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.NotExecutedException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects a client: at once, or by a thread that tries until it succeeds, with pauses that grow from 50 ms to 1 s. Closes what
 * it connected.
 */
final class Connector implements AutoCloseable {
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private static final long LONGEST_END_MILLIS = 2_000;

    private static final int ATTEMPTS = 3;
    /** What Lettuce and the network say of a connection that is lost. */
    private static final Set<String> LOST = Set.of(
            "RedisHandshakeHandler not registered",
            "Connection closed prematurely",
            "Connection disconnected",
            "Currently not connected. Commands are rejected.",
            "Connection reset",
            "Connection reset by peer",
            "Broken pipe");

    private final ConnectionSource source;
    private final Thread thread;
    private volatile @Nullable LockCommands commands;
    private volatile String failure = "The first attempt is under way";
    private boolean closed;

    private Connector(ConnectionSource source) {
        this.source = source;
        this.thread = new Thread(this::connectInTheEnd, "once4j-connect");
        thread.setDaemon(true);
    }

    /**
     * Connects, and waits for it.
     *
     * @throws OnceBackendException if there is no connection, or the server cannot be used for locks
     */
    static Connector connected(Supplier<ConnectionSource> source) {
        return keepingInterrupt(() -> {
            var connector = new Connector(source.get());
            try {
                connector.connect();
            } finally {
                if (connector.commands == null) {
                    connector.close();
                }
            }
            return connector;
        });
    }

    /** Connects in the background. */
    static Connector connecting(Supplier<ConnectionSource> source) {
        return keepingInterrupt(() -> {
            var connector = new Connector(source.get());
            connector.thread.start();
            return connector;
        });
    }

    /** Lettuce would meet an interrupt that is set before: its timer clears it, or connecting fails by it. */
    private static Connector keepingInterrupt(Supplier<Connector> action) {
        boolean interrupted = Thread.interrupted();
        try {
            return action.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How to lock on the server; {@code null} if there has not been a connection yet, or the client is closed. */
    @Nullable
    LockCommands commands() {
        return commands;
    }

    /** The failure of a command while there are no {@link #commands}. */
    NotExecutedException notConnected() {
        return new NotExecutedException(
                isClosed()
                        ? "the client is closed. A guard closes the client that it was given by `client`, not by `sharedClient`"
                        : "there is no connection yet. " + failure);
    }

    private void connect() {
        for (int attempt = 1; ; attempt++) {
            try {
                attempt();
                return;
            } catch (RuntimeException failed) { // not only Lettuce's: a Unix socket without Netty's native transport
                if (attempt == ATTEMPTS || !isLost(failed)) {
                    throw failed instanceof OnceException told
                            ? told
                            : new OnceBackendException(
                                    "Cannot connect to " + source.where() + ": " + Servers.reason(failed)
                                            + ". Is it running, and are address, user, password and TLS right?",
                                    failed);
                }
            }
        }
    }

    /**
     * The connection was lost before it could be used, as by a server that refuses the handshake before Lettuce looks at its
     * outcome, or by a proxy: the next attempt succeeds, or tells why.
     */
    private static boolean isLost(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (LOST.contains(String.valueOf(cause.getMessage()))) {
                return true;
            }
        }
        return false;
    }

    private void attempt() {
        var connection = new ReplaceableConnection(source);
        boolean used = false;
        try {
            used = use(ServerProbe.commandsFor(connection));
        } finally {
            if (!used) {
                connection.close();
            }
        }
    }

    private synchronized boolean use(LockCommands found) {
        if (!closed) {
            commands = found;
        }
        return !closed;
    }

    private void connectInTheEnd() {
        long pause = SHORTEST_PAUSE_MILLIS;
        while (!isClosed()) {
            try {
                connect();
                return;
            } catch (Throwable failed) {
                failed(failed);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException closing) {
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private void failed(Throwable thrown) {
        boolean expected = thrown instanceof OnceBackendException;
        String what = Text.printable(expected ? String.valueOf(thrown.getMessage()) : thrown.toString());
        if (!what.equals(failure) && !isClosed()) {
            failure = what;
            Log.log(Level.WARNING, "There is no connection yet, and guarded calls fail until there is. " + what);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return source.where();
    }

    /** What is connected while Lettuce is shut down may keep a thread for ever. An interrupt ends the wait, and stays set. */
    private void awaitEndOfConnecting() {
        boolean interrupted = Thread.interrupted();
        thread.interrupt();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException stop) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        awaitEndOfConnecting();
        LockCommands used = commands;
        commands = null;
        if (used != null) {
            used.connection.close();
        }
        source.shutdown().run();
    }
}
