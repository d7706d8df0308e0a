package io.github.once4j.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.InvalidKeyException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
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
 * What every client must do: each sentence of {@link NxClient} is a test. Extend it, and return a client of yours from
 * {@link #open}. Each test uses new keys, so that a shared backend need not be emptied.
 */
public abstract class NxClientContract {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(60);

    /** What a command and its answer may take on a machine that is busy with other tests. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final String key = "contract-" + UUID.randomUUID();

    @SuppressWarnings("NullAway.Init") // set before each test
    private NxClient client;

    /** Creates the tests. */
    protected NxClientContract() {}

    /**
     * Opens a client on the backend under test.
     *
     * @return another client on the same backend at each call
     */
    protected abstract NxClient open();

    /**
     * Returns whether the backend issues fencing numbers. One that does not refuses each fenced request, and their tests are
     * skipped.
     *
     * @return {@code true} by default
     */
    protected boolean issuesFences() {
        return true;
    }

    /**
     * Returns the length of the longest key that the backend can store. Longer ones are refused.
     *
     * @return a number of bytes in UTF-8; without a limit by default
     */
    protected int longestKey() {
        return Integer.MAX_VALUE;
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
        assertThat(acquire("a", LONG)).isEqualTo(new AcquireResult.Stored(OptionalLong.empty()));
        StoredLock held = get(client.holder(key)).orElseThrow();
        assertThat(held.key()).isEqualTo(key);
        assertThat(held.value()).isEqualTo("a");
        assertThat(held.remaining().orElseThrow()).isPositive().isLessThanOrEqualTo(LONG);
    }

    @Test
    void aBusyKeyIsAnsweredWithItsHolderAndNotTouched() {
        acquire("a", LONG);
        AcquireResult answer = acquire("b", Duration.ofMillis(1));
        assertThat(answer).isInstanceOf(AcquireResult.Busy.class);
        StoredLock held = ((AcquireResult.Busy) answer).holder();
        assertThat(held.value()).isEqualTo("a");
        assertThat(held.remaining().orElseThrow()).isBetween(LONG.minus(TOLERANCE), LONG);
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), LONG))))
                .isTrue();
    }

    @Test
    void aBusyKeyIsAnsweredWithItsValueWhereNobodyAsksForHowLong() {
        acquire("a", LONG);
        AcquireResult answer = get(client.acquire(new AcquireRequest(key, Token.of("b"), LONG, false, false)));
        assertThat(answer).isInstanceOf(AcquireResult.Busy.class);
        assertThat(((AcquireResult.Busy) answer).holder().value()).isEqualTo("a");
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), LONG))))
                .isTrue();
    }

    @Test
    void theSameTokenIsMineAndLivesForTheNewTime() {
        acquire("a", SHORT);
        assertThat(acquire("a", LONG)).isInstanceOf(AcquireResult.AlreadyOwned.class);
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isGreaterThan(SHORT);
    }

    @Test
    void anAnswerThatWasLostIsHadByAskingAgain() {
        acquire("a", LONG);
        acquire("a", LONG);
        assertThat(acquire("b", LONG)).isInstanceOf(AcquireResult.Busy.class);
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ZERO))))
                .isTrue();
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void anotherClientSeesTheSameKeys() {
        acquire("a", LONG);
        try (NxClient other = open()) {
            assertThat(get(other.acquire(new AcquireRequest(key, Token.of("b"), LONG, false))))
                    .isInstanceOf(AcquireResult.Busy.class);
            assertThat(get(other.renew(new RenewRequest(key, Token.of("a"), LONG))))
                    .isTrue();
            assertThat(get(other.release(new ReleaseRequest(key, Token.of("a"), Duration.ZERO))))
                    .isTrue();
        }
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void aKeyIsFreeWhenItsTimeIsOver() {
        acquire("a", SHORT);
        await().until(() -> get(client.holder(key)).isEmpty());
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), LONG))))
                .isFalse();
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ZERO))))
                .isFalse();
        assertThat(acquire("b", LONG)).isInstanceOf(AcquireResult.Stored.class);
    }

    @Test
    void aKeyWhoseTimeIsOverIsNotRenewedWithOthers() {
        acquire("a", SHORT);
        String other = key + "-other";
        get(client.acquire(new AcquireRequest(other, Token.of("b"), LONG, false)));
        await().until(() -> get(client.holder(key)).isEmpty());
        List<Boolean> answers = client
                .renewAll(List.of(
                        new RenewRequest(key, Token.of("a"), LONG), new RenewRequest(other, Token.of("b"), LONG)))
                .stream()
                .map(NxClientContract::get)
                .toList();
        assertThat(answers).containsExactly(false, true);
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void aFreeKeyIsNotKnownToBeHeld() {
        assertThat(client.isKnownHeld(key)).isFalse();
        acquire("a", LONG);
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"))))).isTrue();
        assertThat(client.isKnownHeld(key)).isFalse();
    }

    @Test
    void renewalSetsTheTimeOfItsOwnTokenOnly() {
        acquire("a", Duration.ofSeconds(2));
        assertThat(get(client.renew(new RenewRequest(key, Token.of("b"), LONG))))
                .isFalse();
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), LONG))))
                .isTrue();
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void manyRenewalsAreAnsweredEachForItself() {
        acquire("a", Duration.ofSeconds(2));
        String other = key + "-other";
        get(client.acquire(new AcquireRequest(other, Token.of("b"), LONG, false)));
        List<Boolean> answers = client
                .renewAll(List.of(
                        new RenewRequest(other, Token.of("not b"), LONG),
                        new RenewRequest(key, Token.of("a"), LONG),
                        new RenewRequest(key + "-free", Token.of("c"), LONG),
                        new RenewRequest(other, Token.of("b"), SHORT)))
                .stream()
                .map(NxClientContract::get)
                .toList();
        assertThat(answers).containsExactly(false, true, false, true);
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isGreaterThan(Duration.ofSeconds(2));
        await().until(() -> get(client.holder(other)).isEmpty());
    }

    @Test
    void renewalSetsAShorterTimeToo() {
        acquire("a", LONG);
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), SHORT))))
                .isTrue();
        await().until(() -> get(client.holder(key)).isEmpty());
    }

    @Test
    void timesAreExact() {
        var odd = Duration.ofMillis(15_432);
        acquire("a", odd);
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isBetween(odd.minus(TOLERANCE), odd);
        get(client.renew(new RenewRequest(key, Token.of("a"), odd.plusMillis(10))));
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isBetween(odd.minus(TOLERANCE), odd.plusMillis(10));
    }

    @Test
    void theShortestTimeIsOverSoon() {
        acquire("a", Duration.ofMillis(1));
        await().until(() -> acquire("b", LONG) instanceof AcquireResult.Stored);
    }

    @Test
    void renewalDoesNotStoreAFreeKey() {
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), LONG))))
                .isFalse();
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void releaseFreesTheKeyOfItsOwnTokenOnly() {
        acquire("a", LONG);
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("b"), Duration.ZERO))))
                .isFalse();
        assertThat(get(client.holder(key))).isPresent();
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ZERO))))
                .isTrue();
        assertThat(get(client.holder(key))).isEmpty();
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ZERO))))
                .isFalse();
    }

    @Test
    void aKeptKeyStaysBusyAndMatchesNoTokenAnyMore() {
        acquire("a", LONG);
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ofSeconds(10)))))
                .isTrue();
        StoredLock kept = get(client.holder(key)).orElseThrow();
        assertThat(kept.value()).isEqualTo(StoredLock.finished("a"));
        assertThat(kept.remaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(acquire("a", LONG)).isInstanceOf(AcquireResult.Busy.class);
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), LONG))))
                .isFalse();
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ZERO))))
                .isFalse();
        assertThat(get(force(kept))).isTrue();
    }

    @Test
    void aKeyIsKeptForTheTimeThatIsAskedForEvenLongerThanItLived() {
        acquire("a", Duration.ofSeconds(2));
        get(client.release(new ReleaseRequest(key, Token.of("a"), LONG)));
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isBetween(LONG.minus(TOLERANCE), LONG);
    }

    @Test
    void aSecondReleaseOfAKeptKeyChangesNothing() {
        acquire("a", LONG);
        get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ofSeconds(10))));
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("a"), LONG))))
                .isFalse();
        assertThat(get(client.holder(key)).orElseThrow().remaining().orElseThrow())
                .isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aKeptKeyIsFreeAfterItsTime() {
        acquire("a", LONG);
        get(client.release(new ReleaseRequest(key, Token.of("a"), SHORT)));
        await().until(() -> acquire("b", LONG) instanceof AcquireResult.Stored);
    }

    @Test
    void aForceFreesWhatItSaw() {
        acquire("a", LONG);
        StoredLock seen = get(client.holder(key)).orElseThrow();
        assertThat(get(force(seen))).isTrue();
        assertThat(get(client.holder(key))).isEmpty();
    }

    @Test
    void aDoubledForceDoesNotFreeTheNextHoldersKey() {
        acquire("a", LONG);
        StoredLock seen = get(client.holder(key)).orElseThrow();
        get(force(seen));
        acquire("b", LONG);
        assertThat(get(force(seen))).isFalse();
        assertThat(get(client.holder(key)).map(StoredLock::value)).isEqualTo(Optional.of("b"));
    }

    @Test
    void aForceFreesAKeyThatWasRenewedInBetween() {
        acquire("a", Duration.ofSeconds(2));
        StoredLock seen = get(client.holder(key)).orElseThrow();
        get(client.renew(new RenewRequest(key, Token.of("a"), LONG)));
        assertThat(get(force(seen))).isTrue();
    }

    @Test
    void aFenceGrowsWithEachGrantHoweverTheOneBeforeEnded() {
        assumeTrue(issuesFences(), "needs a backend that issues fences");
        long released = fence("a", LONG);
        get(client.release(new ReleaseRequest(key, Token.of("a"), Duration.ZERO)));
        long forced = fence("b", LONG);
        assertThat(forced).isGreaterThan(released);
        get(force(get(client.holder(key)).orElseThrow()));
        long kept = fence("c", LONG);
        assertThat(kept).isGreaterThan(forced);
        get(client.release(new ReleaseRequest(key, Token.of("c"), SHORT)));
        await().until(() -> get(client.holder(key)).isEmpty());
        long ended = fence("d", SHORT);
        assertThat(ended).isGreaterThan(kept);
        await().until(() -> get(client.holder(key)).isEmpty());
        try (NxClient other = open()) {
            var last = (AcquireResult.Stored) get(other.acquire(new AcquireRequest(key, Token.of("e"), LONG, true)));
            assertThat(last.fence().orElseThrow()).isGreaterThan(ended);
        }
    }

    @Test
    void aBusyKeyTakesNoFence() {
        assumeTrue(issuesFences(), "needs a backend that issues fences");
        long first = fence("a", LONG);
        assertThat(get(client.acquire(new AcquireRequest(key, Token.of("b"), LONG, true))))
                .isInstanceOf(AcquireResult.Busy.class);
        assertThat(get(client.renew(new RenewRequest(key, Token.of("a"), LONG))))
                .isTrue();
        var again =
                (AcquireResult.AlreadyOwned) get(client.acquire(new AcquireRequest(key, Token.of("a"), LONG, true)));
        assertThat(again.fence()).hasValue(first);
    }

    @Test
    void nobodyGetsAFenceWhoDoesNotAskForOne() {
        assertThat(acquire("a", LONG)).isEqualTo(new AcquireResult.Stored(OptionalLong.empty()));
        assertThat(acquire("a", LONG)).isEqualTo(new AcquireResult.AlreadyOwned(OptionalLong.empty()));
    }

    @Test
    void aKeyHasFencesForThoseWhoAskWhateverItHadBefore() {
        assumeTrue(issuesFences(), "needs a backend that issues fences");
        acquire("a", LONG);
        get(client.release(new ReleaseRequest(key, Token.of("a"))));
        long first = fence("b", LONG);
        get(client.release(new ReleaseRequest(key, Token.of("b"))));
        assertThat(acquire("c", LONG)).isEqualTo(new AcquireResult.Stored(OptionalLong.empty()));
        get(client.release(new ReleaseRequest(key, Token.of("c"))));
        assertThat(fence("d", LONG)).isGreaterThan(first);
    }

    @Test
    void aRepeatedAcquireHasTheFenceOfTheFirst() {
        assumeTrue(issuesFences(), "needs a backend that issues fences");
        var first = (AcquireResult.Stored) get(client.acquire(new AcquireRequest(key, Token.of("a"), LONG, true)));
        var again =
                (AcquireResult.AlreadyOwned) get(client.acquire(new AcquireRequest(key, Token.of("a"), LONG, true)));
        assertThat(again.fence()).isEqualTo(first.fence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ключ", "🔒", "line\nbreak", "quote\"'", "a*b?[c]", "{tag}:x", "%2D"})
    void keysCompareByteForByte(String text) {
        String odd = key + text;
        get(client.acquire(new AcquireRequest(odd, Token.of("a"), LONG, false)));
        assertThat(get(client.holder(odd)).map(StoredLock::value)).isEqualTo(Optional.of("a"));
        assertThat(get(client.holder(odd + " "))).isEmpty();
        assertThat(get(client.holder(odd.toUpperCase(java.util.Locale.ROOT)))).isEmpty();
        assertThat(get(client.release(new ReleaseRequest(odd, Token.of("a"), Duration.ZERO))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0080\u0004K\u0001.a:1 host 42 1", "\u00FF", "with space", "quote'\""})
    void tokensCompareCharacterForCharacter(String token) {
        assertThat(acquire(token, LONG)).isInstanceOf(AcquireResult.Stored.class);
        assertThat(get(client.holder(key)).orElseThrow().value()).isEqualTo(token);
        assertThat(acquire(token, LONG)).isInstanceOf(AcquireResult.AlreadyOwned.class);
        assertThat(get(client.renew(new RenewRequest(key, Token.of(token.substring(1)), LONG))))
                .isFalse();
        assertThat(get(client.renew(new RenewRequest(key, Token.of(token), LONG))))
                .isTrue();
        assertThat(get(force(get(client.holder(key)).orElseThrow()))).isTrue();
    }

    @Test
    void aVeryLongKeyIsAKey() {
        String longKey = key + "x".repeat(Math.min(10_000, longestKey()) - key.length());
        get(client.acquire(new AcquireRequest(longKey, Token.of("a"), LONG, false)));
        assertThat(get(client.holder(longKey))).isPresent();
        assertThat(get(client.holder(longKey + "x"))).isEmpty();
        get(client.release(new ReleaseRequest(longKey, Token.of("a"), Duration.ZERO)));
    }

    @Test
    void aKeyThatIsTooLongIsRefusedAndNothingIsStored() {
        assumeTrue(longestKey() < Integer.MAX_VALUE, "needs a backend whose keys have a longest length");
        String tooLong = key + "\u00E4".repeat((longestKey() - key.length()) / 2 + 1);
        assertThat(client.acquire(new AcquireRequest(tooLong, Token.of("a"), LONG, false)))
                .completesExceptionallyWithin(TOLERANCE)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(InvalidKeyException.class);
        assertThat(get(client.holder(tooLong))).isEmpty();
        assertThat(get(client.renew(new RenewRequest(tooLong, Token.of("a"), LONG))))
                .isFalse();
        assertThat(get(client.release(new ReleaseRequest(tooLong, Token.of("a")))))
                .isFalse();
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
                                () -> get(mine.acquire(new AcquireRequest(contended, Token.of(token), LONG, false)))
                                        instanceof AcquireResult.Stored));
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
        assertThat(acquire("a", LONG)).isInstanceOf(AcquireResult.Stored.class);
    }

    private long fence(String token, Duration ttl) {
        var stored = (AcquireResult.Stored) get(client.acquire(new AcquireRequest(key, Token.of(token), ttl, true)));
        return stored.fence().orElseThrow();
    }

    private AcquireResult acquire(String token, Duration ttl) {
        return get(client.acquire(new AcquireRequest(key, Token.of(token), ttl, false)));
    }

    private static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("the client failed", failed);
        }
    }

    /** A release by force of what was seen. */
    private CompletionStage<Boolean> force(StoredLock seen) {
        return client.release(new ReleaseRequest(seen.key(), Token.of(seen.value())));
    }
}
