package io.github.once4j.processor.check;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Questions about the user's types, in one round: what is known of a type holds for no other. */
public final class Language {
    private static final Set<String> STAGES =
            Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

    private final Elements elements;
    private final Types types;
    private final Map<TypeElement, Set<String>> supertypes = new HashMap<>();
    private final Map<Element, Set<String>> compositions = new HashMap<>();
    private final TypeElement object;
    private final Set<String> methodsOfObject;

    /**
     * The types of one round.
     *
     * @param elements the compiler's elements
     * @param types the compiler's types
     */
    public Language(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
        this.object = elements.getTypeElement("java.lang.Object");
        this.methodsOfObject = ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                .map(method -> method.getSimpleName().toString())
                .collect(Collectors.toSet());
    }

    Elements elements() {
        return elements;
    }

    Types types() {
        return types;
    }

    /** The qualified name of a class or interface; empty for everything else. */
    String name(TypeMirror type) {
        return element(type).map(found -> found.getQualifiedName().toString()).orElse("");
    }

    Optional<TypeElement> element(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) type).asElement())
                : Optional.empty();
    }

    /** Whether a type is that class, or a subtype of it, by any of its bounds. */
    boolean isA(TypeMirror type, String name) {
        return supertypes(type).contains(name);
    }

    /**
     * The names of a class or interface, and of all that it extends and implements; of a type variable's bounds, too. To look up
     * each of the fifty classes that results and parts are compared with was a tenth of the processor's time.
     */
    Set<String> supertypes(TypeMirror type) {
        return switch (type.getKind()) {
            case TYPEVAR -> supertypes(((TypeVariable) type).getUpperBound());
            case INTERSECTION ->
                ((IntersectionType) type)
                        .getBounds().stream()
                                .flatMap(bound -> supertypes(bound).stream())
                                .collect(Collectors.toSet());
            case DECLARED -> supertypes((TypeElement) ((DeclaredType) type).asElement());
            default -> Set.of();
        };
    }

    private Set<String> supertypes(TypeElement type) {
        Set<String> known = supertypes.get(type);
        if (known == null) {
            known = new HashSet<>();
            known.add(type.getQualifiedName().toString());
            known.addAll(supertypes(type.getSuperclass()));
            for (TypeMirror each : type.getInterfaces()) {
                known.addAll(supertypes(each));
            }
            supertypes.put(type, known);
        }
        return known;
    }

    /**
     * The bounds of a type variable or an intersection. Asked of the variable's declaration: ecj gives the variable itself as
     * the upper bound of {@code T extends Object & Comparable<T>}.
     */
    static List<? extends TypeMirror> bounds(TypeMirror type) {
        return type instanceof TypeVariable variable
                ? ((TypeParameterElement) variable.asElement()).getBounds()
                : ((IntersectionType) type).getBounds();
    }

    boolean isLease(TypeMirror type) {
        return name(type).equals("io.github.once4j.runtime.Lease");
    }

    boolean isVoid(TypeMirror type) {
        return type.getKind() == TypeKind.VOID || name(type).equals("java.lang.Void");
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
        if (arguments.isEmpty()) {
            return object.asType();
        }
        TypeMirror argument = arguments.get(0);
        if (argument instanceof WildcardType wildcard) {
            TypeMirror bound = wildcard.getExtendsBound();
            return bound == null ? object.asType() : bound;
        }
        return argument;
    }

    boolean isInJava(Element element) {
        return elements.getPackageOf(element).getQualifiedName().toString().startsWith("java.");
    }

    /** Whether a method is one that every object has: {@code equals}, {@code hashCode}, {@code toString}. */
    boolean isOfObject(ExecutableElement method) {
        return methodsOfObject.contains(method.getSimpleName().toString())
                && ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                        .anyMatch(each -> each.getSimpleName().equals(method.getSimpleName())
                                && types.isSubsignature(
                                        (ExecutableType) method.asType(), (ExecutableType) each.asType()));
    }

    /** Whether a constructor can be called by a subclass that is a top-level class. */
    boolean isCallable(ExecutableElement constructor) {
        return !constructor.getModifiers().contains(Modifier.PRIVATE)
                && constructor.getParameters().stream()
                        .allMatch(each -> hidden(each.asType(), elements.getPackageOf(constructor))
                                .isEmpty());
    }

    /** A type that a type names, at any depth, and that a top-level class of this package cannot name. */
    Optional<TypeElement> hidden(TypeMirror type, PackageElement from) {
        if (type instanceof ArrayType array) {
            return hidden(array.getComponentType(), from);
        }
        if (type instanceof WildcardType wildcard) {
            TypeMirror bound =
                    wildcard.getExtendsBound() == null ? wildcard.getSuperBound() : wildcard.getExtendsBound();
            return bound == null ? Optional.empty() : hidden(bound, from);
        }
        if (type.getKind() == TypeKind.DECLARED && type instanceof DeclaredType declared) {
            var element = (TypeElement) declared.asElement();
            return isHidden(element, from)
                    ? Optional.of(element)
                    : declared.getTypeArguments().stream()
                            .map(each -> hidden(each, from))
                            .flatMap(Optional::stream)
                            .findFirst();
        }
        return Optional.empty();
    }

    private boolean isHidden(TypeElement type, PackageElement from) {
        if (ClassCheck.isPrivate(type)) {
            return true;
        }
        boolean open = type.getModifiers().contains(Modifier.PUBLIC)
                || type.getModifiers().contains(Modifier.PROTECTED);
        return !open && !elements.getPackageOf(type).equals(from);
    }

    /** The annotation itself if it is one of these, or the one of these that it is composed of. */
    Optional<AnnotationMirror> composedOf(AnnotationMirror mirror, Set<String> names) {
        return Collections.disjoint(names, composition(mirror))
                ? Optional.empty()
                : composedOf(mirror, names, new HashSet<>());
    }

    /** The names of an annotation's type, and of all annotations that it is composed of. */
    private Set<String> composition(AnnotationMirror mirror) {
        return compositions.computeIfAbsent(mirror.getAnnotationType().asElement(), type -> {
            Set<String> names = new HashSet<>();
            composedOf(mirror, Set.of(), names);
            return names;
        });
    }

    private Optional<AnnotationMirror> composedOf(AnnotationMirror mirror, Set<String> names, Set<String> seen) {
        String name = name(mirror.getAnnotationType());
        if (names.contains(name)) {
            return Optional.of(mirror);
        }
        if (!seen.add(name) || name.startsWith("java.lang.")) {
            return Optional.empty();
        }
        return mirror.getAnnotationType().asElement().getAnnotationMirrors().stream()
                .map(meta -> composedOf(meta, names, seen))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
