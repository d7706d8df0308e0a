package io.github.once4j.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.spi.InvalidKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths count in bytes of UTF-8, and nothing is stored that a database would store as something else. */
final class StorableTextTest {
    @ParameterizedTest
    @CsvSource({"x, 768", "ä, 384", "€, 256", "🔒, 192"})
    void keyHasAtMost768BytesInUtf8(String text, int times) {
        assertThat(StorableText.isKey(text.repeat(times))).isTrue();
        assertThat(StorableText.isKey(text.repeat(times) + "x")).isFalse();
        assertThatThrownBy(() -> StorableText.check(text.repeat(times) + "x", "token"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("769 bytes long")
                .hasMessageContaining("at most 768");
    }

    @Test
    void keyWithoutATextInUtf8OrInADatabaseIsRefused() {
        assertThat(StorableText.isKey("")).isFalse();
        assertThat(StorableText.isKey("a\0b")).isFalse();
        assertThat(StorableText.isKey("a\uD800")).isFalse();
        assertThatThrownBy(() -> StorableText.check("a\0b", "token"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("`a\\x00b`");
    }

    @Test
    void tokenLeavesRoomForWhatIsAddedToIt() {
        assertThatCode(() -> StorableText.check("key", "\u00FF".repeat(252))).doesNotThrowAnyException();
        assertThatThrownBy(() -> StorableText.check("key", "\u00FF".repeat(252) + "x"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("505 bytes long");
    }
}
