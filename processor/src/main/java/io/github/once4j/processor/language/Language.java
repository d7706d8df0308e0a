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
import javax.lang.model.element.Modifier;
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

/** Questions about the user's types, in one round: what is known of a type holds for no other. */
public final class Language {
    private static final Set<String> STAGES =
            Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

    /** Of reactive libraries, by name: no project needs them. */
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
     * The names of a class or interface, and of all that it extends and implements; of a type variable's bounds, too. To look up
     * each of the fifty classes that results and parts are compared with was a tenth of the processor's time.
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

    /** The classes and interfaces whose members a value of a type has: those of the bounds of a variable. */
    public List<DeclaredType> declared(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED -> List.of((DeclaredType) type);
            case TYPEVAR, INTERSECTION ->
                bounds(type).stream().flatMap(bound -> declared(bound).stream()).toList();
            default -> List.of();
        };
    }

    /**
     * The bounds of a type variable or an intersection. Asked of the variable's declaration: ecj gives the variable itself as
     * the upper bound of {@code T extends Object & Comparable<T>}.
     */
    public static List<? extends TypeMirror> bounds(TypeMirror type) {
        return type instanceof TypeVariable variable
                ? ((TypeParameterElement) variable.asElement()).getBounds()
                : ((IntersectionType) type).getBounds();
    }

    /**
     * A class or interface without wildcards: what they stand for is at least what bounds them. A property of
     * {@code Box<? extends Order>} has a type that properties can be looked for in.
     */
    public DeclaredType withoutWildcards(DeclaredType type) {
        var arguments = type.getTypeArguments();
        if (arguments.stream().noneMatch(each -> each.getKind() == TypeKind.WILDCARD)) {
            return type;
        }
        var element = (TypeElement) type.asElement();
        TypeMirror[] bounds = new TypeMirror[arguments.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = arguments.get(i) instanceof WildcardType wildcard
                    ? bound(wildcard, element.getTypeParameters().get(i))
                    : arguments.get(i);
        }
        return type.getEnclosingType() instanceof DeclaredType outer
                        && !element.getModifiers().contains(Modifier.STATIC)
                ? types.getDeclaredType(outer, element, bounds)
                : types.getDeclaredType(element, bounds);
    }

    /** The nearer of the bounds of a wildcard and of the parameter that it is an argument for. */
    private TypeMirror bound(WildcardType wildcard, TypeParameterElement parameter) {
        TypeMirror declared = types.erasure(parameter.asType());
        TypeMirror written = wildcard.getExtendsBound();
        return written == null
                        || (types.isSubtype(declared, types.erasure(written))
                                && !types.isSameType(declared, types.erasure(written)))
                ? declared
                : written;
    }

    /** Whether a class was written in Kotlin: a class file of it, or the stub that kapt shows to processors. */
    public boolean isKotlin(Element element) {
        for (Element each = element; each != null; each = each.getEnclosingElement()) {
            if (each.getAnnotationMirrors().stream()
                    .anyMatch(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.KOTLIN_METADATA))) {
                return true;
            }
        }
        return false;
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

    /** Whether a method's type is one of the two stages whose completion the guard can wait for. */
    public boolean isStage(TypeMirror type) {
        return STAGES.contains(name(type));
    }

    /** Whether a method's type is a reactive one that the guard can subscribe to. */
    public boolean isReactive(TypeMirror type) {
        return SINGLES.contains(name(type)) || isStream(type);
    }

    /** Whether a method's type is a reactive one with any number of items. */
    public boolean isStream(TypeMirror type) {
        return STREAMS.contains(name(type));
    }

    /** Whether a method with this type returns before its work has ended, and the guard sees when it has. */
    public boolean isAsync(TypeMirror type) {
        return isStage(type) || isReactive(type);
    }

    /** What a stage is completed with, or a reactive type emits; {@code Object} for a raw one. A wildcard is what it is bounded by. */
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

    /** The names of an enum's constants, in their order. */
    public static List<String> constants(TypeElement enumeration) {
        return enumeration.getEnclosedElements().stream()
                .filter(each -> each.getKind() == ElementKind.ENUM_CONSTANT)
                .map(each -> each.getSimpleName().toString())
                .toList();
    }

    /** Whether a method is one that every object has: {@code equals}, {@code hashCode}, {@code toString}. */
    public boolean isOfObject(ExecutableElement method) {
        return methodsOfObject.contains(method.getSimpleName().toString())
                && ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                        .anyMatch(each -> each.getSimpleName().equals(method.getSimpleName())
                                && types.isSubsignature(
                                        (ExecutableType) method.asType(), (ExecutableType) each.asType()));
    }
}
