package io.github.once4j.processor.language;

import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What annotations say about null: those of JSpecify and the well-known others. They are recognized by their simple names, which
 * are the same in many packages.
 */
public final class Nullness {
    private static final Set<String> NULLABLE =
            Set.of("Nullable", "CheckForNull", "NullableDecl", "NullableType", "PossiblyNull");
    private static final Set<String> NON_NULL = Set.of("NonNull", "Nonnull", "NotNull", "NonNullDecl", "NonNullType");

    /** Those of JSpecify, Spring, Eclipse and SpotBugs that count for a method's result, too. */
    private static final Set<String> MARKED =
            Set.of("NullMarked", "NonNullApi", "NonNullByDefault", "ReturnValuesAreNonnullByDefault");

    private static final Set<String> UNMARKED = Set.of("NullUnmarked");
    private static final Set<String> PARAMETERS_MARKED = Set.of("ParametersAreNonnullByDefault");

    private Nullness() {}

    /** Whether an annotation of a declaration or of its type says that it may be null. */
    public static boolean isNullable(Element declared, TypeMirror type) {
        return has(declared, Nullness::isNullable) || isNullable(type);
    }

    public static boolean isNullable(TypeMirror type) {
        return has(type, Nullness::isNullable);
    }

    /** Whether an annotation of this element or type says that it is never null. */
    public static boolean isNonNull(AnnotatedConstruct annotated) {
        return has(annotated, Nullness::isNonNull);
    }

    /** The nearest scope around an element that says something decides: method, classes, package, module. */
    public static boolean isNullMarked(Element element) {
        for (@Nullable Element scope = element; scope != null; scope = scope.getEnclosingElement()) {
            if (has(scope, mirror -> UNMARKED.contains(simpleName(mirror)))) {
                return false;
            }
            if (has(scope, mirror -> MARKED.contains(simpleName(mirror)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an annotation says of one element or type whether it may be null. */
    public static boolean isAboutOne(AnnotationMirror mirror) {
        return isNullable(mirror) || isNonNull(mirror);
    }

    /** Whether an annotation says of everything in a scope whether it may be null. */
    public static boolean isAboutScope(AnnotationMirror mirror) {
        String name = simpleName(mirror);
        return MARKED.contains(name) || UNMARKED.contains(name) || PARAMETERS_MARKED.contains(name);
    }

    private static boolean isNullable(AnnotationMirror mirror) {
        return NULLABLE.contains(simpleName(mirror));
    }

    private static boolean isNonNull(AnnotationMirror mirror) {
        return NON_NULL.contains(simpleName(mirror));
    }

    private static boolean has(AnnotatedConstruct annotated, Predicate<AnnotationMirror> which) {
        return annotated.getAnnotationMirrors().stream().anyMatch(which);
    }

    private static String simpleName(AnnotationMirror mirror) {
        return mirror.getAnnotationType().asElement().getSimpleName().toString();
    }
}
