package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.OnceNotInitializedException;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Guarded methods that return a {@code Uni} or {@code Multi}, in memory and on Redis. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class MutinyTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Parameter
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Keys keys;

    @SuppressWarnings("NullAway.Init")
    private OnceGuard guard;

    @SuppressWarnings("NullAway.Init")
    private MutinyFeedOnce feed;

    @BeforeEach
    void open() {
        guard = keys.guard().build();
        feed = new MutinyFeedOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close(Duration.ZERO);
    }

    private void awaitLocked(String key, boolean expected) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(guard.isLocked(key)).isEqualTo(expected));
    }

    @Test
    void eachSubscriptionIsACall() {
        var runs = new AtomicInteger();
        feed.uni = lease -> Uni.createFrom().item(() -> "ran " + runs.incrementAndGet() + lease.isHeld());
        Uni<?> uni = feed.strict("a");
        assertThat(runs).hasValue(0);
        assertThat(uni.await().atMost(LONG)).isEqualTo("ran 1true");
        assertThat(uni.repeat().atMost(20).collect().asList().await().atMost(LONG)).hasSize(20);
        assertThat(feed.strictItems("a").collect().asList().repeat().atMost(20).collect().asList().await().atMost(LONG))
                .hasSize(20)
                .allSatisfy(items -> assertThat(items).containsExactly(1, 2, 3));
        assertThat(runs).hasValue(21);
    }

    @Test
    @SuppressWarnings("NullAway") // a test of null
    void whatCannotBeginIsTheFailureOfTheSubscription() {
        Uni<?> noKey = feed.item(null);
        Multi<?> noKeys = feed.items(null);
        Uni<?> noGuard = new MutinyFeedOnce().item("a");
        assertThatThrownBy(() -> noKey.await().atMost(LONG)).isInstanceOf(OnceKeyException.class);
        assertThatThrownBy(() -> noKeys.collect().asList().await().atMost(LONG)).isInstanceOf(OnceKeyException.class);
        assertThatThrownBy(() -> noGuard.await().atMost(LONG)).isInstanceOf(OnceNotInitializedException.class);
    }

    @Test
    void aLockedCallIsNullOrEmptyOrTheValueOrTheFailure() {
        try (Lease one = guard.tryAcquire("uni-a");
                Lease other = guard.tryAcquire("multi-a")) {
            assertThat(one).isNotNull();
            assertThat(other).isNotNull();
            assertThat(feed.item("a").await().atMost(LONG)).isNull();
            assertThat(feed.valued("a").await().atMost(LONG)).isEqualTo("busy");
            assertThatThrownBy(() -> feed.strict("a").await().atMost(LONG)).isInstanceOf(OnceLockedException.class);
            assertThat(feed.items("a").collect().asList().await().atMost(LONG)).isEmpty();
            assertThatThrownBy(() -> feed.strictItems("a").collect().asList().await().atMost(LONG))
                    .isInstanceOf(OnceLockedException.class);
            assertThat(feed.isLockedItem("a").await().atMost(LONG)).isTrue();
            assertThat(feed.holderOfItem("a").await().atMost(LONG))
                    .hasValueSatisfying(holder -> assertThat(holder.key()).isEqualTo("uni-a"));
            assertThat(feed.releaseItem("a").await().atMost(LONG)).isTrue();
        }
        assertThat(feed.isLockedItem("a").await().atMost(LONG)).isFalse();
        assertThat(feed.holderOfItem("a").await().atMost(LONG)).isEmpty();
    }

    @Test
    void nullIsAnItemAndFailuresArriveAsTheyAre() {
        feed.uni = lease -> Uni.createFrom().nullItem();
        assertThat(feed.valued("a").await().atMost(LONG)).isNull();
        var failure = new IOException("broken");
        feed.uni = lease -> Uni.createFrom().failure(failure);
        assertThat(feed.strict("a")
                        .onItemOrFailure()
                        .transform((item, thrown) -> thrown)
                        .await()
                        .atMost(LONG))
                .isSameAs(failure);
        var thrown = new IllegalStateException("thrown");
        feed.uni = lease -> {
            throw thrown;
        };
        assertThatThrownBy(() -> feed.strict("a").await().atMost(LONG)).isSameAs(thrown);
        feed.multi = lease -> Multi.createFrom().failure(thrown);
        assertThatThrownBy(() -> feed.strictItems("a").collect().asList().await().atMost(LONG))
                .isSameAs(thrown);
        assertThat(guard.held()).isEmpty();
    }

    @Test
    void itemsPassWithTheDemandThatIsThereAndTheKeyIsHeldUntilTheEnd() {
        List<Long> demand = new CopyOnWriteArrayList<>();
        feed.multi = lease -> Multi.createFrom().range(0, 5).onRequest().invoke(demand::add);
        AssertSubscriber<Integer> subscriber = feed.items("a").subscribe().withSubscriber(AssertSubscriber.create(2));
        subscriber.awaitItems(2, LONG);
        assertThat(guard.isLocked("multi-a")).isTrue();
        subscriber.request(3);
        subscriber.awaitCompletion(LONG);
        assertThat(demand).containsExactly(2L, 3L);
        assertThat(guard.isLocked("multi-a")).isFalse();
    }

    @Test
    void theCancelOfARunCancelsUpstreamAndGivesTheKeyBack() {
        var heldAtCancel = new CompletableFuture<Boolean>();
        feed.uni = lease -> Uni.createFrom()
                .<String>nothing()
                .onCancellation()
                .invoke(() -> heldAtCancel.complete(lease.isHeld()));
        Cancellable run = feed.item("a").subscribe().with(item -> {});
        awaitLocked("uni-a", true);
        await().atMost(LONG).until(() -> !guard.held().isEmpty());
        run.cancel();
        awaitLocked("uni-a", false);
        feed.multi = lease -> Multi.createFrom().ticks().every(Duration.ofMillis(1)).map(Long::intValue);
        assertThat(feed.items("a").select().first(3).collect().asList().await().atMost(LONG))
                .hasSize(3);
        awaitLocked("multi-a", false);
    }

    @Test
    void aLostLeaseStopsTheBody() {
        feed.uni = lease -> Uni.createFrom().nothing();
        feed.multi = lease -> Multi.createFrom().nothing();
        CompletableFuture<?> item = feed.strict("a").subscribeAsCompletionStage();
        CompletableFuture<?> items = feed.strictItems("a").collect().asList().subscribeAsCompletionStage();
        awaitLocked("uni-a", true);
        awaitLocked("multi-a", true);
        guard.release("uni-a");
        guard.release("multi-a");
        assertThat(item).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(OnceLeaseLostException.class);
        assertThat(items).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(OnceLeaseLostException.class);
    }

    @Test
    void theContextReachesTheBody() {
        feed.uni = lease -> Uni.createFrom().context(context -> Uni.createFrom().item(context.<String>get("user")));
        feed.multi = lease -> Multi.createFrom().context(context -> Multi.createFrom().item(context.<Integer>get("n")));
        assertThat(feed.item("a").awaitUsing(Context.of("user", "ada")).atMost(LONG)).isEqualTo("ada");
        assertThat(Objects.requireNonNull(
                        feed.items("a").collect().first().awaitUsing(Context.of("n", 7)).atMost(LONG)))
                .isEqualTo(7);
    }
}
