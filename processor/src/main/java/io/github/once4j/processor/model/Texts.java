package io.github.once4j.processor.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * The texts that the values of a part's type can have. They decide how the part is written, and whether two templates can
 * give one key.
 *
 * @param shape what the texts look like
 * @param isPrimitive whether the type is a primitive, which string concatenation prints as it should
 * @param names the names of an enum's constants, if the type is an enum
 */
public record Texts(Shape shape, boolean isPrimitive, List<String> names) {
    public Texts {
        names = List.copyOf(names);
    }

    /** The texts of a type that is not an enum. */
    public static Texts of(Shape shape, boolean isPrimitive) {
        return new Texts(shape, isPrimitive, List.of());
    }

    /**
     * How a part is written so that two lists of parts with different texts never give one key.
     *
     * @param delimiter the code point after a part that is followed by another part; empty after the last part
     */
    public Form form(OptionalInt delimiter) {
        if (delimiter.isPresent() && !endsInOneWay(delimiter.getAsInt())) {
            return new Form.Escaped(delimiter.getAsInt());
        }
        return isPrimitive && shape != Shape.CHAR ? Form.Plain.CONCATENATED : Form.Plain.BARE;
    }

    private boolean endsInOneWay(int delimiter) {
        return switch (shape) {
            case BOOLEAN, CHAR, UUID -> true;
            case INTEGER -> delimiter < '0' || delimiter > '9';
            default -> false;
        };
    }

    /** How the text of a part is made. */
    public sealed interface Form {
        /** As it is. */
        enum Plain implements Form {
            /** By string concatenation, which prints integers and {@code boolean} right. */
            CONCATENATED,
            /** The name of an enum constant, the text of every other object. A {@code char} may be half of a pair. */
            BARE
        }

        /** With {@code %} and the code point after the part percent-escaped. */
        record Escaped(int delimiter) implements Form {}
    }

    /**
     * What texts look like. In a pattern {@code 9} is a digit, {@code 1} one that is not zero, {@code h} a hexadecimal one,
     * {@code A} an upper-case letter, {@code _} one char and {@code #} any code point; {@code ?} and {@code *} mean what
     * they do in regular expressions, and {@code |} separates alternatives. Where the texts are not known exactly, a pattern
     * matches more than there are.
     */
    public enum Shape {
        INTEGER("0|-?19*"),
        BOOLEAN("true|false"),
        CHAR("_"),
        UUID("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"),
        /** The names of the constants. */
        ENUM(""),
        /** {@code BigInteger} and {@code Year}: an integer, of a type that others may extend, or that is rarely a part. */
        NUMBER("0|-?19*"),
        DECIMAL("-?99*|-?99*.99*|-?99*E-99*|-?99*E+99*|-?99*.99*E-99*|-?99*.99*E+99*"),
        CURRENCY("AAA"),
        DATE("-?99999*-99-99|+99999*-99-99"),
        MONTH("-?99999*-99|+99999*-99"),
        INSTANT(
                "-?99999*-99-99T99:99:99Z|-?99999*-99-99T99:99:99.999*Z|+99999*-99-99T99:99:99.9*Z|+99999*-99-99T99:99:99Z"),
        /** Unknown. */
        ANY("#*");

        private final String pattern;

        Shape(String pattern) {
            this.pattern = pattern;
        }

        public String pattern() {
            return pattern;
        }
    }
}
