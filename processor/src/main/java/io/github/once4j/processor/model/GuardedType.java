package io.github.once4j.processor.model;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/**
 * A class or interface for which a guarded class is written.
 *
 * @param element the type
 * @param packageName its package
 * @param name the simple name of the generated class
 * @param isInterface whether the generated class passes calls on to a delegate
 * @param isAbstract whether methods are left that the generated class does not have
 * @param constructors what others can call, with the guard's place in each
 * @param methods the guarded methods
 * @param forwarded the other methods of an interface
 */
public record GuardedType(
        TypeElement element,
        String packageName,
        String name,
        boolean isInterface,
        boolean isAbstract,
        List<Constructor> constructors,
        List<GuardedMethod> methods,
        List<Signature> forwarded) {
    public GuardedType {
        constructors = List.copyOf(constructors);
        methods = List.copyOf(methods);
        forwarded = List.copyOf(forwarded);
    }

    /** {@code A_BOnce} for the nested {@code A.B}. */
    public static String nameFor(TypeElement type) {
        StringBuilder name = new StringBuilder(type.getSimpleName());
        for (var outer = type.getEnclosingElement();
                outer instanceof TypeElement;
                outer = outer.getEnclosingElement()) {
            name.insert(0, outer.getSimpleName() + "_");
        }
        return name.append("Once").toString();
    }

    /**
     * A constructor of the type.
     *
     * @param signature its declaration
     * @param takesGuard whether it begins with an {@code OnceGuard} itself
     * @param injection the annotation that makes a container take it, as it is written
     * @param injectionType the annotation that makes a container take it, if none is written
     */
    public record Constructor(
            Signature signature,
            boolean takesGuard,
            Optional<AnnotationMirror> injection,
            Optional<TypeElement> injectionType) {}
}
