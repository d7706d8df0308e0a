package io.github.once4j.processor.check;

import java.util.Set;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What the user's code says about null: JSpecify's annotations and scopes, and the well-known others, all by their simple
 * names, which are alike in the many packages that they come in.
 */
final class Nullness {
    private static final Set<String> NULLABLE =
            Set.of("Nullable", "CheckForNull", "NullableDecl", "NullableType", "PossiblyNull");
    private static final Set<String> NON_NULL = Set.of("NonNull", "Nonnull", "NotNull", "NonNullDecl", "NonNullType");

    /** JSpecify, Spring, Eclipse, SpotBugs; each says it for a method's result, too. */
    private static final Set<String> MARKED =
            Set.of("NullMarked", "NonNullApi", "NonNullByDefault", "ReturnValuesAreNonnullByDefault");

    private static final Set<String> UNMARKED = Set.of("NullUnmarked");

    private Nullness() {}

    static boolean isNullable(Element declared, TypeMirror type) {
        return has(declared, NULLABLE) || has(type, NULLABLE);
    }

    static boolean isNullable(TypeMirror type) {
        return has(type, NULLABLE);
    }

    /** Whether an annotation says of the very element or type that it is never null. */
    static boolean isNonNull(AnnotatedConstruct annotated) {
        return has(annotated, NON_NULL);
    }

    /** The nearest scope around an element that says something decides: method, classes, package, module. */
    static boolean isNullMarked(Element element) {
        for (@Nullable Element scope = element; scope != null; scope = scope.getEnclosingElement()) {
            if (has(scope, UNMARKED)) {
                return false;
            }
            if (has(scope, MARKED)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(AnnotatedConstruct annotated, Set<String> names) {
        return annotated.getAnnotationMirrors().stream()
                .anyMatch(mirror -> names.contains(
                        mirror.getAnnotationType().asElement().getSimpleName().toString()));
    }
}
