package io.github.once4j.processor.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What a call returns if its key is held. For an async method: the value that completes its stage. */
public sealed interface Answer {
    /** No result ({@code void}), {@code null}, or an exception. */
    enum Plain implements Answer {
        NOTHING,
        NULL,
        RAISE
    }

    /** A string. */
    record Text(String text) implements Answer {}

    /** A literal of a primitive type, as Java source: {@code 42L}, {@code 'c'}, {@code true}. */
    record Literal(String source) implements Answer {}

    /** An enum constant. */
    record Constant(TypeMirror type, String name) implements Answer {}

    /**
     * The call of a static method: {@code java.util.UUID.fromString("…")}, {@code java.util.List.of()}.
     *
     * @param type the qualified name of the class
     * @param method the method
     * @param arguments its arguments; with none, the call gives something immutable that costs nothing
     */
    record Call(String type, String method, List<Answer> arguments) implements Answer {
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** The simple names of the classes in it. */
        Set<String> types() {
            Set<String> names = new HashSet<>();
            names.add(type.substring(type.lastIndexOf('.') + 1));
            for (Answer argument : arguments) {
                if (argument instanceof Call call) {
                    names.addAll(call.types());
                } else if (argument instanceof Constant constant) {
                    names.add(((DeclaredType) constant.type())
                            .asElement()
                            .getSimpleName()
                            .toString());
                }
            }
            return names;
        }
    }

    /** An empty array. */
    record EmptyArray(TypeMirror component) implements Answer {}
}
