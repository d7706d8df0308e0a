package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * The properties of a type, by name, as the generated class can read them: a record component, {@code getX()},
 * {@code isX()}, a method {@code x()}, a visible field; the first of these that there is.
 */
final class Properties {
    private static final Set<String> JAVA_VALUES = Set.of("java.lang", "java.math", "java.net", "java.time");
    private static final Set<String> NO_PROPERTIES =
            Set.of("getClass", "hashCode", "toString", "clone", "notify", "notifyAll", "wait");

    private final Language language;
    private final TypeElement reader;

    /** The properties that the generated class of {@code reader} can read. */
    Properties(Language language, TypeElement reader) {
        this.language = language;
        this.reader = reader;
    }

    /**
     * A property.
     *
     * @param accessor what is written behind the dot
     * @param type its type as a member of the owner
     * @param element the method or field
     */
    record Property(String accessor, TypeMirror type, Element element) {}

    Optional<Property> find(TypeMirror owner, String name) {
        return Optional.ofNullable(all(owner, name::equals).get(name));
    }

    /** All of them, those that a path would take, sorted by name. */
    Map<String, Property> all(TypeMirror owner) {
        return new TreeMap<>(all(owner, name -> true));
    }

    private Map<String, Property> all(TypeMirror owner, Predicate<String> wanted) {
        Map<String, Property> found = new HashMap<>();
        for (DeclaredType type : language.declared(owner)) {
            var element = (TypeElement) type.asElement();
            List<? extends Element> members = language.elements().getAllMembers(element);
            List<ExecutableElement> methods = ElementFilter.methodsIn(members).stream()
                    .filter(method -> method.getParameters().isEmpty())
                    .toList();
            if (element.getKind() == ElementKind.RECORD) {
                Set<String> components = element.getRecordComponents().stream()
                        .map(component -> component.getSimpleName().toString())
                        .collect(Collectors.toSet());
                put(found, type, methods, wanted, method -> components.contains(nameOf(method)) ? nameOf(method) : "");
            }
            put(found, type, methods, wanted, method -> after("get", nameOf(method)));
            put(
                    found,
                    type,
                    methods,
                    wanted,
                    method -> method.getReturnType().getKind() == TypeKind.BOOLEAN ? after("is", nameOf(method)) : "");
            put(found, type, methods, wanted, method -> isPlainReader(element, method) ? nameOf(method) : "");
            for (VariableElement field : ElementFilter.fieldsIn(members)) {
                String name = nameOf(field);
                if (wanted.test(name) && !field.getModifiers().contains(Modifier.STATIC) && isVisible(field)) {
                    TypeMirror as = language.types().asMemberOf(type, field);
                    found.putIfAbsent(name, new Property(name, as, field));
                }
            }
        }
        return found;
    }

    private void put(
            Map<String, Property> found,
            DeclaredType owner,
            List<ExecutableElement> methods,
            Predicate<String> wanted,
            Function<ExecutableElement, String> property) {
        for (ExecutableElement method : methods) {
            String name = property.apply(method);
            if (!name.isEmpty() && wanted.test(name) && isReader(method)) {
                var as = (ExecutableType) language.types().asMemberOf(owner, method);
                found.putIfAbsent(name, new Property(nameOf(method) + "()", as.getReturnType(), method));
            }
        }
    }

    private boolean isReader(ExecutableElement method) {
        return method.getTypeParameters().isEmpty()
                && method.getReturnType().getKind() != TypeKind.VOID
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getThrownTypes().stream().noneMatch(this::isChecked)
                && method.getAnnotationMirrors().stream()
                        .noneMatch(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.ONCE))
                && isVisible(method);
    }

    /** A method {@code x()} is a property of values; elsewhere in the JDK it may do anything ({@code Queue.poll()}). */
    private boolean isPlainReader(TypeElement owner, ExecutableElement method) {
        if (NO_PROPERTIES.contains(nameOf(method))) {
            return false;
        }
        String name = owner.getQualifiedName().toString();
        return !language.isInJava(owner)
                || owner.getKind() == ElementKind.RECORD
                || JAVA_VALUES.stream().anyMatch(values -> name.startsWith(values + "."))
                || Set.of("java.util.UUID", "java.util.Locale", "java.util.Currency")
                        .contains(name);
    }

    private boolean isChecked(TypeMirror thrown) {
        return !language.isA(thrown, "java.lang.RuntimeException") && !language.isA(thrown, "java.lang.Error");
    }

    private boolean isVisible(Element member) {
        if (member.getModifiers().contains(Modifier.PUBLIC)) {
            return true;
        }
        if (member.getModifiers().contains(Modifier.PRIVATE)) {
            return false;
        }
        var elements = language.elements();
        boolean samePackage = elements.getPackageOf(member).equals(elements.getPackageOf(reader));
        boolean inherited = member.getModifiers().contains(Modifier.PROTECTED)
                && language.types()
                        .isSubtype(
                                language.types().erasure(reader.asType()),
                                language.types().erasure(Signature.owner(member).asType()));
        return samePackage || inherited;
    }

    private static String after(String prefix, String name) {
        boolean match = name.length() > prefix.length()
                && name.startsWith(prefix)
                && !Character.isLowerCase(name.charAt(prefix.length()))
                && !name.equals("getClass");
        return match ? decapitalized(name.substring(prefix.length())) : "";
    }

    /** As the JavaBeans do it: {@code Url} is {@code url}, {@code URL} stays. */
    private static String decapitalized(String name) {
        boolean acronym =
                name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static String nameOf(Element element) {
        return element.getSimpleName().toString();
    }
}
