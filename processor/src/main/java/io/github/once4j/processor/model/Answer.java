package io.github.once4j.processor.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What a call returns if its key is held. For an async method: the value that completes its stage. */
public sealed interface Answer {
    /** The simple names of the classes that its expression begins with. */
    default Set<String> types() {
        Set<String> names = new HashSet<>();
        if (this instanceof Call call) {
            names.add(call.type.substring(call.type.lastIndexOf('.') + 1));
            call.arguments.forEach(argument -> names.addAll(argument.types()));
        } else if (this instanceof Constant constant) {
            for (Element each = ((DeclaredType) constant.type).asElement();
                    each instanceof TypeElement;
                    each = each.getEnclosingElement()) {
                names.add(each.getSimpleName().toString());
            }
        }
        return names;
    }

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
    }

    /** An empty array. */
    record EmptyArray(TypeMirror component) implements Answer {}
}
