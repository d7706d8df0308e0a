package io.github.once4j.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is escaped, and how. */
class KeyEscaperTest {
    @Test
    void textWithoutThemIsTheSameObject() {
        String text = new String("acme");
        assertThat(KeyEscaper.escape(text, '-')).isSameAs(text);
    }

    @Test
    void percentAndTheNextCodePointAreEscaped() {
        assertThat(KeyEscaper.escape("a-b%c", '-')).isEqualTo("a%2Db%25c");
        assertThat(KeyEscaper.escape("100%", '-')).isEqualTo("100%25");
        assertThat(KeyEscaper.escape("-", '-')).isEqualTo("%2D");
        assertThat(KeyEscaper.escape("%", '-')).isEqualTo("%25");
        assertThat(KeyEscaper.escape("J/", '/')).isEqualTo("J%2F");
    }

    @Test
    void codePointsAreEscapedAsTheirUtf8Bytes() {
        assertThat(KeyEscaper.escape("x€y", '€')).isEqualTo("x%E2%82%ACy");
        assertThat(KeyEscaper.escape("😀%😀", 0x1F600)).isEqualTo("%F0%9F%98%80%25%F0%9F%98%80");
        assertThat(KeyEscaper.escape("😁%", 0x1F600)).isEqualTo("😁%25");
    }
}
