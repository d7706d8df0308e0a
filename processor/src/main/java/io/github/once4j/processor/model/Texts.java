package io.github.once4j.processor.model;

import java.util.List;

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
     * @param next the code point behind a part that another one follows; -1 behind the last part
     */
    public Form form(int next) {
        boolean endsInOneWay = switch (shape) {
            case BOOLEAN, CHAR, UUID -> true;
            case INTEGER -> next < '0' || next > '9';
            default -> false;
        };
        if (next >= 0 && !endsInOneWay) {
            return Form.ESCAPED;
        }
        return isPrimitive && shape != Shape.CHAR ? Form.CONCATENATED : Form.BARE;
    }

    /** How the text of a part is made. */
    public enum Form {
        /** By string concatenation, which prints integers and {@code boolean} right. */
        CONCATENATED,
        /** As it is: of an enum its name, of every other object its text. A {@code char} may be half of a pair. */
        BARE,
        /** Escaped for the literal behind it. */
        ESCAPED
    }

    /**
     * What texts look like. In a pattern {@code 9} is a digit, {@code 1} one that is not zero, {@code h} a hexadecimal one, {@code A} an upper-case letter,
     * {@code _} one char and {@code #} any code point; {@code ?} and {@code *} mean what they do in regular expressions, and
     * {@code |} parts alternatives. Where it knows too little, a pattern takes in more texts than there are.
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
        /** Of which nothing is known. */
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
