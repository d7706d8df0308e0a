package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
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

    /** The type that the reader cannot name, if there is none of the owner's types that it can. */
    Optional<TypeElement> hidden(TypeMirror owner) {
        List<DeclaredType> types = language.declared(owner);
        return members(owner).isEmpty()
                ? types.stream().map(type -> (TypeElement) type.asElement()).findFirst()
                : Optional.empty();
    }

    /** All of them, those that a path would take, sorted by name. */
    Map<String, Property> all(TypeMirror owner) {
        return new TreeMap<>(all(owner, name -> true));
    }

    /** By each kind of property in turn, for all bounds of a variable: a getter of the second comes before a method of the first. */
    private Map<String, Property> all(TypeMirror owner, Predicate<String> wanted) {
        Map<String, Property> found = new HashMap<>();
        List<Members> bounds = members(owner);
        for (Kind kind : Kind.values()) {
            for (Members each : bounds) {
                for (ExecutableElement method : each.methods) {
                    String name = method.getParameters().isEmpty() ? kind.property(each, method) : "";
                    if (!name.isEmpty() && wanted.test(name) && !found.containsKey(name) && isReader(method)) {
                        var as = (ExecutableType) language.types().asMemberOf(each.type, method);
                        found.put(name, new Property(nameOf(method) + "()", as.getReturnType(), method));
                    }
                }
            }
        }
        for (Members each : bounds) {
            for (VariableElement field : each.fields) {
                String name = nameOf(field);
                if (wanted.test(name) && !field.getModifiers().contains(Modifier.STATIC) && isVisible(field)) {
                    TypeMirror as = language.types().asMemberOf(each.type, field);
                    found.putIfAbsent(name, new Property(name, as, field));
                }
            }
        }
        return found;
    }

    /** Of the types that the reader can name: it cannot read the members of others. */
    private List<Members> members(TypeMirror owner) {
        PackageElement from = language.elements().getPackageOf(reader);
        return language.declared(owner).stream()
                .filter(type -> !language.visibility().isHidden((TypeElement) type.asElement(), from))
                .map(language::withoutWildcards)
                .map(this::members)
                .toList();
    }

    private Members members(DeclaredType type) {
        var element = (TypeElement) type.asElement();
        List<? extends Element> all = language.elements().getAllMembers(element);
        return new Members(
                type,
                element,
                ElementFilter.methodsIn(all),
                ElementFilter.fieldsIn(all),
                element.getRecordComponents().stream().map(Properties::nameOf).collect(Collectors.toSet()),
                hasPlainReaders(element));
    }

    /**
     * The members of a type.
     *
     * @param hasPlainReaders whether its methods {@code x()} are properties
     */
    private record Members(
            DeclaredType type,
            TypeElement element,
            List<ExecutableElement> methods,
            List<VariableElement> fields,
            Set<String> components,
            boolean hasPlainReaders) {}

    /** The kinds of methods that are properties, in their order. */
    private enum Kind {
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

        /** The property that a method of this kind is; empty if it is none. */
        abstract String property(Members of, ExecutableElement method);
    }

    /**
     * Why a member that has the name of a property is none.
     *
     * @param why a clause behind the member: {@code is private}
     * @param fix what to do about it
     */
    record Refusal(Element member, String why, String fix) {}

    /** The member that comes nearest to a property of this name. */
    Optional<Refusal> refusal(TypeMirror owner, String name) {
        List<Refusal> found = new ArrayList<>();
        for (Members of : members(owner)) {
            for (ExecutableElement method : of.methods) {
                if (Stream.of(Kind.values())
                        .anyMatch(kind -> kind.property(of, method).equals(name))) {
                    found.add(refusal(method));
                }
            }
            of.fields.stream()
                    .filter(field -> nameOf(field).equals(name))
                    .map(this::refusal)
                    .forEach(found::add);
        }
        return found.stream().findFirst();
    }

    private Refusal refusal(Element member) {
        String type = Signature.owner(member).getSimpleName().toString();
        String getter =
                "write a public get" + Character.toUpperCase(nameOf(member).charAt(0))
                        + nameOf(member).substring(1) + "() in " + type + ".";
        if (!(member instanceof ExecutableElement method)) {
            String why = member.getModifiers().contains(Modifier.STATIC) ? "is static" : hidden(member);
            return new Refusal(member, why, getter);
        }
        String readable = "write a public method in " + type
                + " that returns it, without parameters, type parameters and checked exceptions.";
        if (!method.getParameters().isEmpty()) {
            return new Refusal(member, "has parameters", readable);
        }
        if (!method.getTypeParameters().isEmpty()) {
            return new Refusal(member, "has type parameters", readable);
        }
        if (method.getReturnType().getKind() == TypeKind.VOID) {
            return new Refusal(member, "returns nothing", readable);
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            return new Refusal(member, "is static", readable);
        }
        if (method.getThrownTypes().stream().anyMatch(this::isChecked)) {
            return new Refusal(member, "throws a checked exception", readable);
        }
        if (isGuarded(method)) {
            return new Refusal(member, "is guarded by @Once itself", "take @Once off it, or read another property.");
        }
        if (!SourceVersion.isName(nameOf(method))) {
            return new Refusal(member, "has a name that cannot be written in Java", readable);
        }
        return new Refusal(member, hidden(member), "make " + nameOf(member) + "() of " + type + " public.");
    }

    private String hidden(Element member) {
        var modifiers = member.getModifiers();
        String access = modifiers.contains(Modifier.PRIVATE)
                ? "private"
                : modifiers.contains(Modifier.PROTECTED) ? "protected" : "package-private";
        PackageElement from = language.elements().getPackageOf(reader);
        return "is " + access + ": the guarded class, in "
                + (from.isUnnamed() ? "the unnamed package" : "package " + from.getQualifiedName())
                + ", cannot read it";
    }

    private boolean isReader(ExecutableElement method) {
        return method.getTypeParameters().isEmpty()
                && method.getReturnType().getKind() != TypeKind.VOID
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getThrownTypes().stream().noneMatch(this::isChecked)
                && !isGuarded(method)
                && SourceVersion.isName(nameOf(method))
                && isVisible(method);
    }

    private static boolean isGuarded(ExecutableElement method) {
        return method.getAnnotationMirrors().stream()
                .anyMatch(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.ONCE));
    }

    /** A method {@code x()} is a property of values; elsewhere in the JDK it may do anything ({@code Queue.poll()}). */
    private boolean hasPlainReaders(TypeElement owner) {
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
