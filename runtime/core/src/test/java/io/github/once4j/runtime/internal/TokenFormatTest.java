package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a token says, and what is read from a foreign one. */
class TokenFormatTest {
    @Test
    void tokenNamesTheProcessAndTheBeginOfItsAcquisition() {
        var tokens = new TokenFormat("");
        assertThat(tokens.next()).isOne();
        assertThat(tokens.next()).isEqualTo(2);
        String text = tokens.text(17, 1_800_000_002_000L);
        assertThat(text)
                .matches("[0-9a-z]{1,13}:17 \\S+ " + ProcessHandle.current().pid() + " 1800000002000");
        LockHolder holder = holder(text);
        assertThat(holder.pid()).hasValue(ProcessHandle.current().pid());
        assertThat(holder.since()).hasValue(Instant.ofEpochMilli(1_800_000_002_000L));
        assertThat(holder.host()).isPresent();
        assertThat(holder.finished()).isFalse();
        assertThat(holder.key()).isEqualTo("k");
        assertThat(holder.token()).isEqualTo(text);
        assertThat(TokenFormat.describe(holder)).contains(" (this one) since 2027-01-15T08:00:02Z (1500 ms left)");
    }

    @Test
    void tokensOfTwoGuardsDiffer() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String text = new TokenFormat("").text(1, 0);
            assertThat(text).matches("[0-9a-z]{1,13}:1 .*");
            texts.add(text);
        }
        assertThat(texts).hasSize(100);
    }

    @Test
    void tokenOfAPyCachifyGuardBeginsWithAPickledOne() {
        String text = new TokenFormat(TokenFormat.PICKLED_ONE).text(1, 0);
        assertThat(text).startsWith("\u0080\u0004K\u0001.");
        assertThat(holder(text).pid()).hasValue(ProcessHandle.current().pid());
    }

    @Test
    void otherProcessIsDescribedByHostAndPid() {
        LockHolder holder = holder("k3Jx:17 web-7 4242 1795446245000");
        assertThat(holder.host()).hasValue("web-7");
        assertThat(holder.pid()).hasValue(4242);
        assertThat(TokenFormat.describe(holder))
                .isEqualTo("process 4242 on web-7 since 2026-11-23T15:04:05Z (1500 ms left)");
    }

    @Test
    void finishedRunIsDescribedAsKept() {
        LockHolder holder = holder("k3Jx:17 web-7 4242 1795446245000 done");
        assertThat(holder.finished()).isTrue();
        assertThat(TokenFormat.describe(holder)).endsWith("(finished, kept: 1500 ms left)");
    }

    @Test
    void foreignValueIsQuotedAndEscaped() {
        LockHolder holder = TokenFormat.holder("k", new StoredLock("k", "x\n", Optional.empty()));
        assertThat(holder.host()).isEmpty();
        assertThat(holder.pid()).isEmpty();
        assertThat(holder.since()).isEmpty();
        assertThat(holder.finished()).isFalse();
        assertThat(TokenFormat.describe(holder))
                .isEqualTo("`x\\x0A`, a value that once4j did not write (no expiry known)");
    }

    @Test
    void valuesAreRecognisedByTheirWords() {
        assertThat(TokenFormat.looksLikeOurs("a:1 web-7 42 17")).isTrue();
        assertThat(TokenFormat.looksLikeOurs("a:1 web-7 42 17 done")).isTrue();
        assertThat(TokenFormat.looksLikeOurs("a:1 web-7 42 17 gone")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a:1 web-7 42")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a b c d e done")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a b 1 2")).isTrue();
        assertThat(TokenFormat.looksLikeOurs("a b c 2")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a b 1 x")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a b 0 9")).isTrue();
        assertThat(TokenFormat.looksLikeOurs("a b / 9")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a b : 9")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a b 1 ")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("a b  x")).isFalse();
        assertThat(TokenFormat.looksLikeOurs("x".repeat(394) + " b 1 2")).isTrue();
        assertThat(TokenFormat.looksLikeOurs("x".repeat(395) + " b 1 2")).isFalse();
        assertThat(TokenFormat.isFinished("a:1 web-7 42 17 done")).isTrue();
        assertThat(TokenFormat.isFinished("a:1 web-7 42 17")).isFalse();
        assertThat(TokenFormat.isFinished("work done")).isFalse();
    }

    private static LockHolder holder(String value) {
        return TokenFormat.holder("k", new StoredLock("k", value, Optional.of(Duration.ofMillis(1500))));
    }
}
