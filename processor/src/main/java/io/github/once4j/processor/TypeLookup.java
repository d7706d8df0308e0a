package io.github.once4j.processor;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Finds a type again by its name, in a later round. */
final class TypeLookup {
    private TypeLookup() {}

    /** By way of the types around it where the compiler does not know the name: ecj takes a {@code $} for a nesting. */
    static Optional<TypeElement> find(Elements elements, String name) {
        @Nullable TypeElement type = elements.getTypeElement(name);
        int dot = name.lastIndexOf('.');
        if (type != null || dot < 0) {
            return Optional.ofNullable(type);
        }
        return find(elements, name.substring(0, dot)).stream()
                .flatMap(outer -> ElementFilter.typesIn(outer.getEnclosedElements()).stream())
                .filter(nested -> named(nested, name))
                .findFirst();
    }

    private static boolean named(Element nested, String name) {
        return nested.getSimpleName().contentEquals(name.substring(name.lastIndexOf('.') + 1));
    }
}
