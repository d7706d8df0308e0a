package io.github.once4j.processor.check;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Questions about the user's types.
 *
 * @param elements the compiler's elements
 * @param types the compiler's types
 */
public record Language(Elements elements, Types types) {
    private static final Set<String> STAGES =
            Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

    /** The qualified name of a class or interface; empty for everything else. */
    String name(TypeMirror type) {
        return element(type).map(found -> found.getQualifiedName().toString()).orElse("");
    }

    Optional<TypeElement> element(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) type).asElement())
                : Optional.empty();
    }

    /** Whether a type is that class, or a subtype of it; false if there is no such class here. */
    boolean isA(TypeMirror type, String name) {
        TypeElement found = elements.getTypeElement(name);
        return found != null
                && type.getKind() != TypeKind.VOID
                && types.isSubtype(types.erasure(type), types.erasure(found.asType()));
    }

    boolean isObject(TypeMirror type) {
        return name(type).equals("java.lang.Object");
    }

    /** Whether a method's type is one of the two stages whose completion the guard can wait for. */
    public boolean isStage(TypeMirror type) {
        return STAGES.contains(name(type));
    }

    /** What a stage is completed with; {@code Object} for a raw one. A wildcard is what it is bounded by. */
    TypeMirror completedWith(TypeMirror stage) {
        var arguments = ((DeclaredType) stage).getTypeArguments();
        TypeMirror object = elements.getTypeElement("java.lang.Object").asType();
        if (arguments.isEmpty()) {
            return object;
        }
        TypeMirror argument = arguments.get(0);
        if (argument instanceof javax.lang.model.type.WildcardType wildcard) {
            TypeMirror bound = wildcard.getExtendsBound();
            return bound == null ? object : bound;
        }
        return argument;
    }

    boolean isInJava(Element element) {
        return elements.getPackageOf(element).getQualifiedName().toString().startsWith("java.");
    }
}
