package io.github.once4j.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One connection through a {@link FaultProxy}: forwards frame by frame, one thread for each direction. */
final class ProxyLink {
    /** The reply to a command that is sent for the second time. */
    private static final Trap SECOND_REPLY = new Trap(Command.Kind.ACQUIRE, 0, Trap.Fault.REPLY_LOST);

    private static final Trap PASS = new Trap(Command.Kind.ACQUIRE, 0, Trap.Fault.NONE);

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private final Queue<Trap> replies = new ConcurrentLinkedQueue<>();
    private volatile boolean deaf;
    private volatile boolean mute;

    ProxyLink(FaultProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        FaultProxy.daemon("fault-proxy-requests", () -> forward(this::requests));
        FaultProxy.daemon("fault-proxy-replies", () -> forward(this::replies));
    }

    void silence(boolean requests, boolean answers) {
        deaf |= requests;
        mute |= answers;
    }

    private void requests() throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        while (true) {
            byte[] request = Resp.frame(in);
            Thread.sleep(proxy.requestDelay);
            proxy.awaitFlow();
            Trap trap = proxy.trap;
            if (trap == null || !trap.catches(Command.of(Resp.words(request)), request)) {
                trap = PASS;
            }
            deaf |= trap.fault == Trap.Fault.REQUEST_LOST;
            if (deaf) {
                continue;
            }
            replies.add(trap);
            if (proxy.twice) {
                replies.add(SECOND_REPLY);
                request = (new String(request, ISO_8859_1).repeat(2))
                        .getBytes(ISO_8859_1); // else another's may come between
            }
            out.write(request);
        }
    }

    private void replies() throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(server.getInputStream());
        OutputStream out = client.getOutputStream();
        while (true) {
            byte[] reply = Resp.frame(in);
            Thread.sleep(proxy.replyDelay);
            proxy.awaitFlow();
            Trap trap = reply[0] == '>' ? PASS : answered();
            if (trap == SECOND_REPLY || (trap != PASS && trap.springs(reply) && broken(trap)) || mute) {
                continue;
            }
            out.write(reply);
        }
    }

    private Trap answered() {
        @Nullable Trap trap = replies.poll();
        return trap == null ? PASS : trap;
    }

    /** Does what the trap says; answers whether the reply is lost. */
    private boolean broken(Trap trap) throws InterruptedException {
        switch (trap.fault) {
            case REPLY_FIN -> close(false);
            case REPLY_RST -> close(true);
            case REPLY_HELD -> trap.awaitReleased();
            case REPLY_LOST -> mute = true;
            case NONE, REQUEST_LOST -> {}
        }
        return trap.fault == Trap.Fault.REPLY_FIN || trap.fault == Trap.Fault.REPLY_RST || mute;
    }

    private void forward(Direction direction) {
        try {
            direction.run();
        } catch (IOException ended) {
            if (!deaf && !mute) {
                close(false); // a silent connection keeps its sockets
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    void close(boolean reset) {
        proxy.ended(this);
        try {
            if (reset) {
                client.setSoLinger(true, 0);
            } else {
                client.shutdownOutput(); // a FIN, even if requests lie there unread
            }
        } catch (IOException closedAlready) {
            // then there is nothing to say
        }
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // it is gone either way
            }
        }
    }

    private interface Direction {
        void run() throws IOException, InterruptedException;
    }
}
