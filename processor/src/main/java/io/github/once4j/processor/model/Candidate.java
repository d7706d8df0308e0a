package io.github.once4j.processor.model;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * A type with {@code @Once} methods, as it was found.
 *
 * @param type the class or interface
 * @param uses its own and its inherited annotated methods, in the order of the sources
 * @param methods all methods that its values have, own and inherited, without those that others override
 * @param unguarded methods that override an annotated one of a superclass without an annotation of their own
 */
public record Candidate(
        TypeElement type, List<OnceUse> uses, List<ExecutableElement> methods, List<Unguarded> unguarded) {
    public Candidate {
        uses = List.copyOf(uses);
        methods = List.copyOf(methods);
        unguarded = List.copyOf(unguarded);
    }

    /**
     * A method without {@code @Once} that overrides one that has it.
     *
     * @param method the method
     * @param overridden the guarded method
     * @param once the annotation of the guarded method
     */
    public record Unguarded(ExecutableElement method, ExecutableElement overridden, AnnotationMirror once) {}

    /** Whether a method is not annotated. */
    public boolean isPlain(ExecutableElement method) {
        return uses.stream().noneMatch(use -> use.method().equals(method));
    }

    /** The methods that can be called on its values from another class. */
    public Stream<ExecutableElement> callable() {
        return methods.stream()
                .filter(method -> !method.getModifiers().contains(Modifier.STATIC)
                        && !method.getModifiers().contains(Modifier.PRIVATE));
    }
}
