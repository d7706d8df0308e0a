package io.github.once4j.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a Redis, and breaks the line. It keeps to what a network can do: a stream may stall, end or fall
 * silent, but never loses a piece from its middle, so a connection that lost something stays silent until it ends.
 */
public final class FaultProxy implements AutoCloseable {
    private volatile int server;
    private final int port;
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean partitioned;
    volatile long requestDelay;
    volatile long replyDelay;
    volatile boolean twice;
    volatile @Nullable Trap trap;
    private boolean stalled;

    /** A proxy on a port of its own, before the server on a port of this machine. */
    public FaultProxy(int server) {
        this.server = server;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /** Moves it before another server: one that had to know the proxy's port to be started. */
    void towards(int other) {
        server = other;
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** How many connections came so far. */
    int accepted() {
        return accepted.get();
    }

    // ---- faults

    /** Ends all connections, as a server does that closes them. */
    public void cut() {
        links.forEach(link -> link.close(false));
    }

    /** Resets all connections, as a machine does that knows nothing of them. */
    public void reset() {
        links.forEach(link -> link.close(true));
    }

    /** The connections of now fall silent in both directions for ever, and stay open. */
    public void halfOpen() {
        links.forEach(link -> link.silence(true, true));
    }

    /** The connections of now lose what comes from one side, for ever. */
    public void blackHole(boolean requests, boolean replies) {
        links.forEach(link -> link.silence(requests, replies));
    }

    /** All connections fall silent, and so do new ones until {@link #heal}; those of before stay so. */
    public void partition() {
        partitioned = true;
        halfOpen();
    }

    public void heal() {
        partitioned = false;
    }

    /** Nothing goes through until {@link #flow}; then everything does, late. */
    public synchronized void stall() {
        stalled = true;
    }

    public synchronized void flow() {
        stalled = false;
        notifyAll();
    }

    /** A slow line: each request, each reply takes so long. */
    public void delay(Duration requests, Duration replies) {
        requestDelay = requests.toMillis();
        replyDelay = replies.toMillis();
    }

    /** Whether the server gets every command twice; the client sees the first reply. */
    public void twice(boolean on) {
        twice = on;
    }

    /** New connections are refused; those of before stay. */
    public void refuse() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void accept() {
        listener = listen(port);
    }

    void set(Trap next) {
        trap = next;
    }

    // ---- the line

    private ServerSocket listen(int at) {
        try {
            var socket = new ServerSocket(at, 50, InetAddress.getLoopbackAddress());
            daemon("fault-proxy", () -> accept(socket));
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                try {
                    var link = new ProxyLink(this, client, new Socket(InetAddress.getLoopbackAddress(), server));
                    link.silence(partitioned, partitioned);
                    links.add(link);
                    link.start();
                    accepted.incrementAndGet();
                } catch (IOException serverIsDown) {
                    client.close();
                }
            } catch (IOException closed) {
                // the loop's condition decides
            }
        }
    }

    synchronized void awaitFlow() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }

    void ended(ProxyLink link) {
        links.remove(link);
    }

    static void daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        refuse();
        flow();
        cut();
    }
}
