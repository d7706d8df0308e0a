package io.github.once4j.processor.check;

import java.util.List;
import java.util.Set;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** What the user's code says about null: JSpecify's scopes, and the well-known annotations by their simple names. */
final class Nullness {
    private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull", "NullableDecl");
    private static final Set<String> NON_NULL = Set.of("NonNull", "Nonnull", "NotNull", "NonNullDecl");

    private Nullness() {}

    static boolean isNullable(Element declared, TypeMirror type) {
        return has(declared, NULLABLE) || has(type, NULLABLE);
    }

    static boolean isNullable(TypeMirror type) {
        return has(type, NULLABLE);
    }

    /** Whether a type in the place of this element promises never to be null. */
    static boolean promisesNonNull(Element declared, TypeMirror type) {
        if (isNullable(declared, type)) {
            return false;
        }
        return has(declared, NON_NULL) || has(type, NON_NULL) || isNullMarked(declared);
    }

    /** The nearest {@code @NullMarked} or {@code @NullUnmarked} around an element decides. */
    static boolean isNullMarked(Element element) {
        for (@Nullable Element scope = element; scope != null; scope = scope.getEnclosingElement()) {
            if (has(scope, Set.of("NullUnmarked"))) {
                return false;
            }
            if (has(scope, Set.of("NullMarked"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(AnnotatedConstruct annotated, Set<String> names) {
        return List.copyOf(annotated.getAnnotationMirrors()).stream()
                .anyMatch(mirror -> names.contains(
                        mirror.getAnnotationType().asElement().getSimpleName().toString()));
    }
}
