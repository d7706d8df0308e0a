package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * The members of a class or interface in which properties are looked for.
 *
 * @param type the type, without wildcards
 * @param methods its methods, with the inherited ones
 * @param fields its fields, with the inherited ones that no other hides
 * @param components the names of its record components
 * @param hasPlainReaders whether its methods {@code x()} are properties
 */
record Members(
        DeclaredType type,
        List<ExecutableElement> methods,
        List<VariableElement> fields,
        Set<String> components,
        boolean hasPlainReaders) {
    private static final Set<String> JAVA_VALUES = Set.of("java.lang", "java.math", "java.net", "java.time");
    private static final Set<String> NO_PROPERTIES =
            Set.of("getClass", "hashCode", "toString", "clone", "notify", "notifyAll", "wait");

    static Members of(Language language, DeclaredType type) {
        var element = (TypeElement) type.asElement();
        List<? extends Element> all = language.elements().getAllMembers(element);
        return new Members(
                type,
                ElementFilter.methodsIn(all),
                ElementFilter.fieldsIn(all).stream()
                        .filter(field -> all.stream()
                                .noneMatch(other -> other.getSimpleName().equals(field.getSimpleName())
                                        && language.elements().hides(other, field)))
                        .toList(),
                element.getRecordComponents().stream().map(Members::nameOf).collect(Collectors.toSet()),
                hasPlainReaders(language, element));
    }

    /** A method {@code x()} is a property of values; in other types of the JDK it may do anything ({@code Queue.poll()}). */
    private static boolean hasPlainReaders(Language language, TypeElement owner) {
        String name = owner.getQualifiedName().toString();
        return !language.isInJava(owner)
                || owner.getKind() == ElementKind.RECORD
                || JAVA_VALUES.stream().anyMatch(values -> name.startsWith(values + "."))
                || Set.of("java.util.UUID", "java.util.Locale", "java.util.Currency")
                        .contains(name);
    }

    /** The methods and fields that have the name of a property, whether or not they can be read. */
    Stream<Element> named(String property) {
        return Stream.concat(
                methods.stream()
                        .filter(method -> Stream.of(Kind.values())
                                .anyMatch(kind -> kind.property(this, method).equals(property))),
                fields.stream().filter(field -> nameOf(field).equals(property)));
    }

    static boolean isGuarded(ExecutableElement method) {
        return method.getAnnotationMirrors().stream()
                .anyMatch(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.ONCE));
    }

    static String nameOf(Element element) {
        return element.getSimpleName().toString();
    }

    /** The kinds of methods that are properties; an earlier kind takes precedence. */
    enum Kind {
        COMPONENT {
            @Override
            String property(Members of, ExecutableElement method) {
                return of.components.contains(nameOf(method)) ? nameOf(method) : "";
            }
        },
        GET {
            @Override
            String property(Members of, ExecutableElement method) {
                return after("get", nameOf(method));
            }
        },
        IS {
            @Override
            String property(Members of, ExecutableElement method) {
                return method.getReturnType().getKind() == TypeKind.BOOLEAN ? after("is", nameOf(method)) : "";
            }
        },
        PLAIN {
            @Override
            String property(Members of, ExecutableElement method) {
                return of.hasPlainReaders && !NO_PROPERTIES.contains(nameOf(method)) ? nameOf(method) : "";
            }
        };

        /** The name of the property that a method of this kind reads; empty if it is not of this kind. */
        abstract String property(Members of, ExecutableElement method);

        private static String after(String prefix, String name) {
            boolean match = name.length() > prefix.length()
                    && name.startsWith(prefix)
                    && !Character.isLowerCase(name.charAt(prefix.length()))
                    && !name.equals("getClass");
            return match ? decapitalized(name.substring(prefix.length())) : "";
        }

        /** As in JavaBeans: {@code Url} becomes {@code url}, {@code URL} stays. */
        private static String decapitalized(String name) {
            boolean acronym =
                    name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
            return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
        }
    }
}
