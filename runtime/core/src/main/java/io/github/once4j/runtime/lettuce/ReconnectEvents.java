package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Text;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.connection.ConnectionActivatedEvent;
import io.lettuce.core.event.connection.ReconnectFailedEvent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * Why a lost connection does not come back: Lettuce only logs it, and a call would merely hear that there is no connection. As
 * the event bus of a client that is ours alone, it has no other listeners; what Lettuce publishes events by takes 40 ms to load.
 */
final class ReconnectEvents implements EventBus {
    private volatile @Nullable ReconnectFailedEvent failed;

    @Override
    public Flux<Event> get() {
        return Flux.never();
    }

    @Override
    public void publish(Event event) {
        if (event instanceof ReconnectFailedEvent failure) {
            failed = failure;
        } else if (event instanceof ConnectionActivatedEvent) {
            failed = null;
        }
    }

    /** Follows the events of another bus, of which nothing is changed. Returns what ends that. */
    Runnable follow(EventBus other) {
        var follower = new Follower();
        other.get().subscribe(follower);
        return follower::end;
    }

    /** Not a lambda: Reactor logs an error that meets one after its end, such as that the bus has lost its threads at the same time. */
    private final class Follower implements CoreSubscriber<Event> {
        private volatile @Nullable Subscription subscription;

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Event event) {
            publish(event);
        }

        @Override
        public void onError(Throwable end) {}

        @Override
        public void onComplete() {}

        void end() {
            Subscription begun = subscription;
            if (begun != null) {
                begun.cancel();
            }
        }
    }

    /** A sentence; {@code null} if no attempt has failed since a connection came up. */
    @Nullable
    String lastFailure() {
        ReconnectFailedEvent last = failed;
        if (last == null) {
            return null;
        }
        String server = last.remoteAddress() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : String.valueOf(last.remoteAddress());
        return "The last attempt to reconnect to " + Text.printable(server) + " failed: "
                + Servers.reason(last.getCause());
    }
}
