package io.github.once4j.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.Acquire;
import io.github.once4j.runtime.Acquired;
import io.github.once4j.runtime.Held;
import io.github.once4j.runtime.NxClient;
import io.github.once4j.runtime.Renewal;
import io.github.once4j.runtime.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every client must do. Extend it, answer {@link #open} with a client of yours, and run it: each sentence of
 * {@link NxClient} is a test. Keys are new for each test, so that a shared backend need not be emptied.
 */
public abstract class NxClientContract {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(60);

    /** What a command and its answer may take on a machine that is busy with other tests. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final String key = "contract-" + UUID.randomUUID();

    @SuppressWarnings("NullAway.Init") // set before each test
    private NxClient client;

    /** Opens a client on the backend under test; each call gives another client on the same backend. */
    protected abstract NxClient open();

    /**
     * Whether the backend can issue fences. One that cannot refuses each fenced request, and their tests are left out.
     *
     * @return true if it is not overridden
     */
    protected boolean issuesFences() {
        return true;
    }

    @BeforeEach
    void openClient() {
        client = open();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void storesTheTokenUnderAFreeKey() {
        assertThat(acquire("a", LONG)).isEqualTo(new Acquired.Stored(OptionalLong.empty()));
        Held held = get(client.holder(key)).orElseThrow();
        assertThat(held.key()).isEqualTo(key);
        assertThat(held.value()).isEqualTo("a");
        assertThat(held.remaining()).isPositive().isLessThanOrEqualTo(LONG);
    }

    @Test
    void aBusyKeyIsAnsweredWithItsHolderAndNotTouched() {
        acquire("a", LONG);
        Acquired answer = acquire("b", Duration.ofMillis(1));
        assertThat(answer).isInstanceOf(Acquired.Busy.class);
        Held held = ((Acquired.Busy) answer).held();
        assertThat(held.value()).isEqualTo("a");
        assertThat(held.remaining()).isBetween(LONG.minus(TOLERANCE), LONG);
        assertThat(get(client.renew(key, Token.of("a"), LONG))).isTrue();
    }

    @Test
    void aBusyKeyIsAnsweredWithItsValueWhereNobodyAsksForHowLong() {
        acquire("a", LONG);
        Acquired answer = get(client.acquire(new Acquire(key, Token.of("b"), LONG, false, false)));
        assertThat(answer).isInstanceOf(Acquired.Busy.class);
        assertThat(((Acquired.Busy) answer).held().value()).isEqualTo("a");
        assertThat(get(client.renew(key, Token.of("a"), LONG))).isTrue();
    }

    @Test
    void theSameTokenIsMineAndLivesForTheNewTime() {
        acquire("a", SHORT);
        assertThat(acquire("a", LONG)).isInstanceOf(Acquired.Mine.class);
        assertThat(get(client.holder(key)).orElseThrow().remaining()).isGreaterThan(SHORT);
    }

    @Test
    void anAnswerThatWasLostIsHadByAskingAgain() {
        acquire("a", LONG);
        acquire("a", LONG);
        assertThat(acquire("b", LONG)).isInstanceOf(Acquired.Busy.class);
        assertThat(get(client.release(key, Token.of("a"), Duration.ZERO))).isTrue();
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void anotherClientSeesTheSameKeys() {
        acquire("a", LONG);
        try (NxClient other = open()) {
            assertThat(get(other.acquire(new Acquire(key, Token.of("b"), LONG, false))))
                    .isInstanceOf(Acquired.Busy.class);
            assertThat(get(other.renew(key, Token.of("a"), LONG))).isTrue();
            assertThat(get(other.release(key, Token.of("a"), Duration.ZERO))).isTrue();
        }
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void aKeyIsFreeWhenItsTimeIsOver() {
        acquire("a", SHORT);
        await().until(() -> get(client.holder(key)).isEmpty());
        assertThat(get(client.renew(key, Token.of("a"), LONG))).isFalse();
        assertThat(get(client.release(key, Token.of("a"), Duration.ZERO))).isFalse();
        assertThat(acquire("b", LONG)).isInstanceOf(Acquired.Stored.class);
    }

    @Test
    void renewalSetsTheTimeOfItsOwnTokenOnly() {
        acquire("a", Duration.ofSeconds(2));
        assertThat(get(client.renew(key, Token.of("b"), LONG))).isFalse();
        assertThat(get(client.holder(key)).orElseThrow().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(get(client.renew(key, Token.of("a"), LONG))).isTrue();
        assertThat(get(client.holder(key)).orElseThrow().remaining()).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void manyRenewalsAreAnsweredEachForItself() {
        acquire("a", Duration.ofSeconds(2));
        String other = key + "-other";
        get(client.acquire(new Acquire(other, Token.of("b"), LONG, false)));
        List<Boolean> answers = client
                .renewAll(List.of(
                        new Renewal(other, Token.of("not b"), LONG),
                        new Renewal(key, Token.of("a"), LONG),
                        new Renewal(key + "-free", Token.of("c"), LONG),
                        new Renewal(other, Token.of("b"), SHORT)))
                .stream()
                .map(NxClientContract::get)
                .toList();
        assertThat(answers).containsExactly(false, true, false, true);
        assertThat(get(client.holder(key)).orElseThrow().remaining()).isGreaterThan(Duration.ofSeconds(2));
        await().until(() -> get(client.holder(other)).isEmpty());
    }

    @Test
    void renewalSetsAShorterTimeToo() {
        acquire("a", LONG);
        assertThat(get(client.renew(key, Token.of("a"), SHORT))).isTrue();
        await().until(() -> get(client.holder(key)).isEmpty());
    }

    @Test
    void timesAreExact() {
        var odd = Duration.ofMillis(15_432);
        acquire("a", odd);
        assertThat(get(client.holder(key)).orElseThrow().remaining()).isBetween(odd.minus(TOLERANCE), odd);
        get(client.renew(key, Token.of("a"), odd.plusMillis(10)));
        assertThat(get(client.holder(key)).orElseThrow().remaining())
                .isBetween(odd.minus(TOLERANCE), odd.plusMillis(10));
    }

    @Test
    void theShortestTimeIsOverSoon() {
        acquire("a", Duration.ofMillis(1));
        await().until(() -> acquire("b", LONG) instanceof Acquired.Stored);
    }

    @Test
    void renewalDoesNotStoreAFreeKey() {
        assertThat(get(client.renew(key, Token.of("a"), LONG))).isFalse();
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void releaseFreesTheKeyOfItsOwnTokenOnly() {
        acquire("a", LONG);
        assertThat(get(client.release(key, Token.of("b"), Duration.ZERO))).isFalse();
        assertThat(get(client.holder(key))).isPresent();
        assertThat(get(client.release(key, Token.of("a"), Duration.ZERO))).isTrue();
        assertThat(get(client.holder(key))).isEmpty();
        assertThat(get(client.release(key, Token.of("a"), Duration.ZERO))).isFalse();
    }

    @Test
    void aKeptKeyStaysBusyAndMatchesNoTokenAnyMore() {
        acquire("a", LONG);
        assertThat(get(client.release(key, Token.of("a"), Duration.ofSeconds(10))))
                .isTrue();
        Held kept = get(client.holder(key)).orElseThrow();
        assertThat(kept.value()).isEqualTo(Held.finished("a"));
        assertThat(kept.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(acquire("a", LONG)).isInstanceOf(Acquired.Busy.class);
        assertThat(get(client.renew(key, Token.of("a"), LONG))).isFalse();
        assertThat(get(client.release(key, Token.of("a"), Duration.ZERO))).isFalse();
        assertThat(get(client.forceRelease(kept))).isTrue();
    }

    @Test
    void aKeyIsKeptForTheTimeThatIsAskedForEvenLongerThanItLived() {
        acquire("a", Duration.ofSeconds(2));
        get(client.release(key, Token.of("a"), LONG));
        assertThat(get(client.holder(key)).orElseThrow().remaining()).isBetween(LONG.minus(TOLERANCE), LONG);
    }

    @Test
    void aSecondReleaseOfAKeptKeyChangesNothing() {
        acquire("a", LONG);
        get(client.release(key, Token.of("a"), Duration.ofSeconds(10)));
        assertThat(get(client.release(key, Token.of("a"), LONG))).isFalse();
        assertThat(get(client.holder(key)).orElseThrow().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aKeptKeyIsFreeAfterItsTime() {
        acquire("a", LONG);
        get(client.release(key, Token.of("a"), SHORT));
        await().until(() -> acquire("b", LONG) instanceof Acquired.Stored);
    }

    @Test
    void aForceFreesWhatItSaw() {
        acquire("a", LONG);
        Held seen = get(client.holder(key)).orElseThrow();
        assertThat(get(client.forceRelease(seen))).isTrue();
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void aDoubledForceDoesNotFreeTheNextHoldersKey() {
        acquire("a", LONG);
        Held seen = get(client.holder(key)).orElseThrow();
        get(client.forceRelease(seen));
        acquire("b", LONG);
        assertThat(get(client.forceRelease(seen))).isFalse();
        assertThat(get(client.holder(key)).map(Held::value)).isEqualTo(Optional.of("b"));
    }

    @Test
    void aForceFreesAKeyThatWasRenewedInBetween() {
        acquire("a", Duration.ofSeconds(2));
        Held seen = get(client.holder(key)).orElseThrow();
        get(client.renew(key, Token.of("a"), LONG));
        assertThat(get(client.forceRelease(seen))).isTrue();
    }

    @Test
    void aFenceGrowsWithEachGrantHoweverTheOneBeforeEnded() {
        assumeTrue(issuesFences(), "needs a backend that issues fences");
        long released = fence("a", LONG);
        get(client.release(key, Token.of("a"), Duration.ZERO));
        long forced = fence("b", LONG);
        assertThat(forced).isGreaterThan(released);
        get(client.forceRelease(get(client.holder(key)).orElseThrow()));
        long kept = fence("c", LONG);
        assertThat(kept).isGreaterThan(forced);
        get(client.release(key, Token.of("c"), SHORT));
        await().until(() -> get(client.holder(key)).isEmpty());
        long ended = fence("d", SHORT);
        assertThat(ended).isGreaterThan(kept);
        await().until(() -> get(client.holder(key)).isEmpty());
        try (NxClient other = open()) {
            var last = (Acquired.Stored) get(other.acquire(new Acquire(key, Token.of("e"), LONG, true)));
            assertThat(last.fence().orElseThrow()).isGreaterThan(ended);
        }
    }

    @Test
    void aBusyKeyTakesNoFence() {
        assumeTrue(issuesFences(), "needs a backend that issues fences");
        long first = fence("a", LONG);
        assertThat(get(client.acquire(new Acquire(key, Token.of("b"), LONG, true))))
                .isInstanceOf(Acquired.Busy.class);
        assertThat(get(client.renew(key, Token.of("a"), LONG))).isTrue();
        var again = (Acquired.Mine) get(client.acquire(new Acquire(key, Token.of("a"), LONG, true)));
        assertThat(again.fence()).hasValue(first);
    }

    @Test
    void nobodyGetsAFenceWhoDoesNotAskForOne() {
        assertThat(acquire("a", LONG)).isEqualTo(new Acquired.Stored(OptionalLong.empty()));
        assertThat(acquire("a", LONG)).isEqualTo(new Acquired.Mine(OptionalLong.empty()));
    }

    @Test
    void aRepeatedAcquireHasTheFenceOfTheFirst() {
        assumeTrue(issuesFences(), "needs a backend that issues fences");
        var first = (Acquired.Stored) get(client.acquire(new Acquire(key, Token.of("a"), LONG, true)));
        var again = (Acquired.Mine) get(client.acquire(new Acquire(key, Token.of("a"), LONG, true)));
        assertThat(again.fence()).isEqualTo(first.fence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ключ", "🔒", "line\nbreak", "quote\"'", "a*b?[c]", "{tag}:x", "%2D"})
    void keysCompareByteForByte(String text) {
        String odd = key + text;
        get(client.acquire(new Acquire(odd, Token.of("a"), LONG, false)));
        assertThat(get(client.holder(odd)).map(Held::value)).isEqualTo(Optional.of("a"));
        assertThat(get(client.holder(odd + " "))).isEmpty();
        assertThat(get(client.holder(odd.toUpperCase(java.util.Locale.ROOT)))).isEmpty();
        assertThat(get(client.release(odd, Token.of("a"), Duration.ZERO))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0080\u0004K\u0001.a:1 host 42 1", "\u00FF", "with space", "quote'\""})
    void tokensCompareCharacterForCharacter(String token) {
        assertThat(acquire(token, LONG)).isInstanceOf(Acquired.Stored.class);
        assertThat(get(client.holder(key)).orElseThrow().value()).isEqualTo(token);
        assertThat(acquire(token, LONG)).isInstanceOf(Acquired.Mine.class);
        assertThat(get(client.renew(key, Token.of(token.substring(1)), LONG))).isFalse();
        assertThat(get(client.renew(key, Token.of(token), LONG))).isTrue();
        assertThat(get(client.forceRelease(get(client.holder(key)).orElseThrow())))
                .isTrue();
    }

    @Test
    void aVeryLongKeyIsAKey() {
        String longKey = key + "x".repeat(10_000);
        get(client.acquire(new Acquire(longKey, Token.of("a"), LONG, false)));
        assertThat(get(client.holder(longKey))).isPresent();
        assertThat(get(client.holder(longKey + "x"))).isEmpty();
        get(client.release(longKey, Token.of("a"), Duration.ZERO));
    }

    @Test
    void oneOfManyGetsTheKey() throws Exception {
        int threads = 8;
        try (NxClient other = open()) {
            var pool = Executors.newFixedThreadPool(threads);
            try {
                for (int round = 0; round < 25; round++) {
                    String contended = key + round;
                    List<Future<Boolean>> got = new ArrayList<>();
                    for (int i = 0; i < threads; i++) {
                        NxClient mine = i % 2 == 0 ? client : other;
                        String token = "t" + i;
                        got.add(pool.submit(
                                () -> get(mine.acquire(new Acquire(contended, Token.of(token), LONG, false)))
                                        instanceof Acquired.Stored));
                    }
                    int winners = 0;
                    for (Future<Boolean> each : got) {
                        winners += each.get() ? 1 : 0;
                    }
                    assertThat(winners).isEqualTo(1);
                }
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        NxClient another = open();
        another.close();
        another.close();
        assertThat(acquire("a", LONG)).isInstanceOf(Acquired.Stored.class);
    }

    private long fence(String token, Duration ttl) {
        var stored = (Acquired.Stored) get(client.acquire(new Acquire(key, Token.of(token), ttl, true)));
        return stored.fence().orElseThrow();
    }

    private Acquired acquire(String token, Duration ttl) {
        return get(client.acquire(new Acquire(key, Token.of(token), ttl, false)));
    }

    private static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("the client failed", failed);
        }
    }
}
