package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.model.Answer;
import java.util.function.Function;

/** The result of parsing a text of {@code returnOnLocked}. */
sealed interface Parsed {
    /** A value of the type. */
    record Value(Answer answer) implements Parsed {}

    /** Not a value of the type: the reason, and what to write instead. */
    record Wrong(String fact, String fix) implements Parsed {
        /** With an example of a value. */
        static Wrong like(String text, String type, String example) {
            return new Wrong(fact(text, type), "write a value like \"" + example + "\".");
        }

        /** With the range of the type. */
        static Wrong between(String text, String type, Object least, Object greatest) {
            return new Wrong(fact(text, type), "write a whole number from \"" + least + "\" to \"" + greatest + "\".");
        }

        private static String fact(String text, String type) {
            return "`" + text + "` is not a value of " + type + ".";
        }
    }

    /** The type has no values that a text can denote. */
    record Unsupported() implements Parsed {}

    /** Applies a function to the value, if it is one. */
    default Parsed map(Function<Answer, Answer> change) {
        return this instanceof Value value ? new Value(change.apply(value.answer)) : this;
    }
}
