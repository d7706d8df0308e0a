package io.github.once4j.runtime.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text from outside, as it stands in messages. */
class TextTest {
    @Test
    void plainTextIsTheSameObject() {
        String text = new String("order 7 ~ ok!");
        assertThat(Text.printable(text)).isSameAs(text);
        String longest = "x".repeat(512);
        assertThat(Text.printable(longest)).isSameAs(longest);
    }

    @Test
    void printableTextOfAnyLanguageStays() {
        assertThat(Text.printable("Straße 日本 😀")).isEqualTo("Straße 日本 😀");
    }

    @Test
    void whatIsNotPrintableIsEscaped() {
        assertThat(Text.printable("a\nb")).isEqualTo("a\\x0Ab");
        assertThat(Text.printable("\u007F")).isEqualTo("\\x7F");
        assertThat(Text.printable("\u00AD")).as("soft hyphen").isEqualTo("\\xAD");
        assertThat(Text.printable("\u0600")).as("format").isEqualTo("\\u0600");
        assertThat(Text.printable("\u202E")).as("right-to-left").isEqualTo("\\u202E");
        assertThat(Text.printable("\u2028\u2029")).as("separators").isEqualTo("\\u2028\\u2029");
        assertThat(Text.printable("\uD800")).as("surrogate").isEqualTo("\\uD800");
        assertThat(Text.printable("\uE000")).as("private use").isEqualTo("\\uE000");
        assertThat(Text.printable("\uFFFF")).as("unassigned").isEqualTo("\\uFFFF");
        assertThat(Text.printable("\u00FF\u0100")).isEqualTo("ÿĀ");
    }

    @Test
    void longTextIsCutAndItsLengthGiven() {
        assertThat(Text.printable("x".repeat(513))).isEqualTo("x".repeat(512) + "… (513 characters)");
        assertThat(Text.printable("~".repeat(513))).isEqualTo("~".repeat(512) + "… (513 characters)");
        assertThat(Text.printable("\n".repeat(200))).isEqualTo("\\x0A".repeat(128) + "… (200 characters)");
        assertThat(Text.printable("é".repeat(171))).isEqualTo("é".repeat(171));
        assertThat(Text.printable("é".repeat(172))).isEqualTo("é".repeat(171) + "… (172 characters)");
    }

    @Test
    void messageOfAnExceptionIsPrintableWhateverItIs() {
        assertThat(Text.message(new IllegalStateException("a\nb"))).isEqualTo("a\\x0Ab");
        assertThat(Text.message(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(Text.message(new Unprintable())).isEqualTo(Unprintable.class.getName());
    }

    @Test
    void exceptionIsDescribedWhateverItsToStringThrows() {
        assertThat(Text.describe(new IllegalStateException("a\nb")))
                .isEqualTo("java.lang.IllegalStateException: a\\x0Ab");
        assertThat(Text.describe(new Unprintable())).isEqualTo(Unprintable.class.getName());
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new IllegalStateException("of the test");
        }
    }
}
