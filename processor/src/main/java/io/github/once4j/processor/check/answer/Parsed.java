package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.model.Answer;
import java.util.function.Function;

/** What a text of {@code returnOnLocked} is as a value of a type. */
sealed interface Parsed {
    /** A value of the type. */
    record Value(Answer answer) implements Parsed {}

    /** Not a value of the type: why, and what to write instead. */
    record Wrong(String fact, String fix) implements Parsed {
        /** With an example of what would be one. */
        static Wrong like(String text, String type, String example) {
            return new Wrong(fact(text, type), "write one like \"" + example + "\".");
        }

        /** With the least and the greatest. */
        static Wrong between(String text, String type, Object least, Object greatest) {
            return new Wrong(fact(text, type), "write one from \"" + least + "\" to \"" + greatest + "\".");
        }

        private static String fact(String text, String type) {
            return "`" + text + "` is not a value of " + type + ".";
        }
    }

    /** Values of the type cannot be written as text. */
    record Unsupported() implements Parsed {}

    /** The value, made into another one; what is no value stays as it is. */
    default Parsed map(Function<Answer, Answer> change) {
        return this instanceof Value value ? new Value(change.apply(value.answer)) : this;
    }
}
