package io.github.once4j.processor.language;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
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

/** Queries about the types of one round; a result is valid only in that round. */
public final class Language {
    private static final Set<String> STAGES =
            Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

    /** Of reactive libraries, by name: they are optional. */
    private static final Set<String> SINGLES = Set.of("reactor.core.publisher.Mono", "io.smallrye.mutiny.Uni");

    private static final Set<String> STREAMS = Set.of("reactor.core.publisher.Flux", "io.smallrye.mutiny.Multi");

    private final Elements elements;
    private final Types types;
    private final Map<TypeElement, Set<String>> supertypes = new HashMap<>();
    private final Visibility visibility;
    private final MetaAnnotations annotations = new MetaAnnotations();
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
        this.visibility = new Visibility(elements);
        this.object = elements.getTypeElement("java.lang.Object");
        this.methodsOfObject = ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                .map(method -> method.getSimpleName().toString())
                .collect(Collectors.toSet());
    }

    public Elements elements() {
        return elements;
    }

    public Types types() {
        return types;
    }

    public Visibility visibility() {
        return visibility;
    }

    public MetaAnnotations annotations() {
        return annotations;
    }

    /** The qualified name of a class or interface; empty for everything else. */
    public String name(TypeMirror type) {
        return element(type).map(found -> found.getQualifiedName().toString()).orElse("");
    }

    public Optional<TypeElement> element(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) type).asElement())
                : Optional.empty();
    }

    /** Whether a type is that class, or a subtype of it, by any of its bounds. */
    public boolean isA(TypeMirror type, String name) {
        return supertypes(type).contains(name);
    }

    /**
     * The names of a class or interface and of all its supertypes; of a type variable, those of its bounds. Comparing names is
     * faster than looking up each of the fifty classes that results and parts are compared with.
     */
    public Set<String> supertypes(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED -> supertypes((TypeElement) ((DeclaredType) type).asElement());
            default ->
                declared(type).stream()
                        .flatMap(bound -> supertypes(bound).stream())
                        .collect(Collectors.toSet());
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

    /** The classes and interfaces whose members a value of a type has; for a type variable, those of its bounds. */
    public List<DeclaredType> declared(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED -> List.of((DeclaredType) type);
            case TYPEVAR, INTERSECTION ->
                bounds(type).stream().flatMap(bound -> declared(bound).stream()).toList();
            default -> List.of();
        };
    }

    /**
     * The bounds of a type variable or an intersection. Those of the variable's declaration: ecj returns the variable itself as
     * the upper bound of {@code T extends Object & Comparable<T>}.
     */
    public static List<? extends TypeMirror> bounds(TypeMirror type) {
        return type instanceof TypeVariable variable
                ? ((TypeParameterElement) variable.asElement()).getBounds()
                : ((IntersectionType) type).getBounds();
    }

    /**
     * The supertype of a type that declares a member, or the type itself: of two parents' methods, ecj has the types of the first
     * one for both, unless the parent is asked.
     */
    public static DeclaredType above(Types types, DeclaredType type, TypeElement owner) {
        if (!type.asElement().equals(owner)) {
            for (TypeMirror parent : types.directSupertypes(type)) {
                if (types.isSubtype(types.erasure(parent), types.erasure(owner.asType()))) {
                    return above(types, (DeclaredType) parent, owner);
                }
            }
        }
        return type;
    }

    /** A class or interface with the bound of each wildcard in its place. */
    public DeclaredType withoutWildcards(DeclaredType type) {
        return new Wildcards(types).replacedIn(type);
    }

    /** Whether a thrown type is a checked exception. */
    public boolean isChecked(TypeMirror thrown) {
        return !isA(thrown, "java.lang.RuntimeException") && !isA(thrown, "java.lang.Error");
    }

    public boolean isLease(TypeMirror type) {
        return name(type).equals("io.github.once4j.runtime.Lease");
    }

    public boolean isGuard(TypeMirror type) {
        return name(type).equals("io.github.once4j.runtime.OnceGuard");
    }

    public boolean isVoid(TypeMirror type) {
        return type.getKind() == TypeKind.VOID || name(type).equals("java.lang.Void");
    }

    public boolean isObject(TypeMirror type) {
        return name(type).equals("java.lang.Object");
    }

    /** Whether a result is a {@code CompletionStage} or {@code CompletableFuture}, whose completion the guard waits for. */
    public boolean isStage(TypeMirror type) {
        return STAGES.contains(name(type));
    }

    /** Whether a result is a reactive type that the guard can subscribe to. */
    public boolean isReactive(TypeMirror type) {
        return SINGLES.contains(name(type)) || isStream(type);
    }

    /** Whether a result is a reactive type with any number of items. */
    public boolean isStream(TypeMirror type) {
        return STREAMS.contains(name(type));
    }

    /** Whether a method with this result returns before its work ends, and the guard is notified of the end. */
    public boolean isAsync(TypeMirror type) {
        return isStage(type) || isReactive(type);
    }

    /** What a stage is completed with, or a reactive type emits; {@code Object} for a raw type, the bound for a wildcard. */
    public TypeMirror completedWith(TypeMirror stage) {
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

    public boolean isInJava(Element element) {
        return elements.getPackageOf(element).getQualifiedName().toString().startsWith("java.");
    }

    /** The names of an enum's constants, in declaration order. */
    public static List<String> constants(TypeElement enumeration) {
        return enumeration.getEnclosedElements().stream()
                .filter(each -> each.getKind() == ElementKind.ENUM_CONSTANT)
                .map(each -> each.getSimpleName().toString())
                .toList();
    }

    /** Whether a method overrides one of {@code Object}: {@code equals}, {@code hashCode}, {@code toString}. */
    public boolean isOfObject(ExecutableElement method) {
        return methodsOfObject.contains(method.getSimpleName().toString())
                && ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                        .anyMatch(each -> each.getSimpleName().equals(method.getSimpleName())
                                && types.isSubsignature(
                                        (ExecutableType) method.asType(), (ExecutableType) each.asType()));
    }
}
