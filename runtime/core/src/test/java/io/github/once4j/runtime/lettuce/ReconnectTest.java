package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.internal.Warnings;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

/** A connection that is lost: it comes back, and a call that fails meanwhile hears why. */
class ReconnectTest {
    private static void closeConnections(RealRedis server) {
        try (var admin = RedisClient.create("redis://admin:a@127.0.0.1:" + server.port());
                var connection = admin.connect()) {
            connection.sync().clientKill(KillArgs.Builder.skipme());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPasswordThatWasChangedIsTheReason(boolean own) throws Exception {
        try (var server = RealRedis.start("user admin on >a ~* +@all", "user worker on >old ~* +@all")) {
            String uri = "redis://worker:old@127.0.0.1:" + server.port();
            Function<RedisClient, NxClient> way = own ? none -> LettuceNxClient.connect(uri) : LettuceNxClient::of;
            try (var yours = RedisClient.create(uri)) {
                yours.setOptions(ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .build());
                try (NxClient client = way.apply(yours)) {
                    Replies.works(client, "k", false);
                    server.run("ACL", "SETUSER", "worker", "resetpass", ">new");
                    closeConnections(server);
                    await().untilAsserted(() -> assertThatThrownBy(() -> Replies.get(client.holder("k")))
                            .hasMessageContaining("The last attempt to reconnect to 127.0.0.1:" + server.port()
                                    + " failed: WRONGPASS")
                            .hasMessageNotContaining("old"));
                    server.run("ACL", "SETUSER", "worker", ">old");
                    await().ignoreExceptions().untilAsserted(() -> Replies.works(client, "k", false));
                }
            }
        }
    }

    @Test
    void aServerThatIsDownIsTheReason() throws Exception {
        try (var server = RealRedis.start();
                NxClient client = LettuceNxClient.connect(server.uri())) {
            server.stop();
            await().untilAsserted(() -> assertThatThrownBy(() -> Replies.acquire(client, "k", "t"))
                    .hasMessageContaining("failed: Connection refused"));
            server.restart();
            await().ignoreExceptions().untilAsserted(() -> Replies.works(client, "k", false));
        }
    }

    @Test
    void aClientThatDoesNotReconnectGetsANewConnection() throws Exception {
        try (var warnings = new Warnings();
                var server = RealRedis.start("user admin on >a ~* +@all");
                var yours = RedisClient.create(server.uri())) {
            yours.setOptions(ClientOptions.builder().autoReconnect(false).build());
            try (NxClient client = LettuceNxClient.of(yours)) {
                assertThat(warnings.texts()).isEmpty();
                closeConnections(server);
                await().ignoreExceptions().untilAsserted(() -> Replies.works(client, "k", false));
                assertThat(warnings.texts())
                        .singleElement()
                        .asString()
                        .contains("does not reconnect: the connection was replaced");
            }
        }
    }

    @Test
    void aConnectionOfTheUsersThatDoesNotReconnectIsLogged() {
        try (var warnings = new Warnings();
                var yours = RedisClient.create(RealRedis.shared().uri())) {
            yours.setOptions(ClientOptions.builder().autoReconnect(false).build());
            try (var connection = yours.connect()) {
                LettuceNxClient.of(connection).close();
            }
            assertThat(warnings.texts()).singleElement().asString().contains("or pass the client");
        }
    }

    /** By a proxy in between, for example; the handshake or the check of the server may have begun. */
    @RepeatedTest(10)
    void aConnectionThatIsLostWhileTheClientConnectsIsTriedAgain() throws Exception {
        try (var server = RealRedis.start();
                var admin = RedisClient.create(server.uri());
                var connection = admin.connect()) {
            var killed = CompletableFuture.supplyAsync(() -> {
                long count = 0;
                while (count == 0) {
                    count = connection.sync().clientKill(KillArgs.Builder.skipme());
                }
                return count;
            });
            try (NxClient client = LettuceNxClient.connect(server.uri())) {
                assertThat(killed.get(5, TimeUnit.SECONDS)).isEqualTo(1);
                await().ignoreExceptions().untilAsserted(() -> Replies.works(client, "k", false));
            }
        }
    }

    /** The threads of a client's events may be shut down while a guard that follows them is closed. */
    @Test
    void anErrorAfterTheEndIsNotLogged() {
        List<Throwable> dropped = new ArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            var bus = new OneFollowerBus();
            new ReconnectEvents().follow(bus).run();
            bus.follower.onError(new RejectedExecutionException("Scheduler unavailable"));
            assertThat(bus.isCancelled).isTrue();
            assertThat(dropped).isEmpty();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    private static final class OneFollowerBus implements EventBus, Subscription {
        @SuppressWarnings("NullAway.Init") // by get
        Subscriber<? super Event> follower;

        boolean isCancelled;

        @Override
        public Flux<Event> get() {
            return Flux.from(subscriber -> {
                follower = subscriber;
                subscriber.onSubscribe(this);
            });
        }

        @Override
        public void publish(Event event) {}

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }
}
