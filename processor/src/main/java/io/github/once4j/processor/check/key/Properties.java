package io.github.once4j.processor.check.key;

import io.github.once4j.processor.check.key.Members.Kind;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Signature;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The properties of a type, by name, as the generated class can read them: a record component, {@code getX()},
 * {@code isX()}, a method {@code x()} or a visible field, in this order.
 */
final class Properties {
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
     * @param accessor what is written after the dot
     * @param type its type as a member of the owner
     * @param element the method or field
     */
    record Property(String accessor, TypeMirror type, Element element) {}

    Optional<Property> find(TypeMirror owner, String name) {
        return Optional.ofNullable(all(owner, name::equals).get(name));
    }

    /** The owner's type, if the reader can name none of the owner's types. */
    Optional<TypeElement> hidden(TypeMirror owner) {
        PackageElement from = language.elements().getPackageOf(reader);
        return members(owner).isEmpty()
                ? language.declared(owner).stream()
                        .map(type -> language.visibility().hiding((TypeElement) type.asElement(), from))
                        .findFirst()
                : Optional.empty();
    }

    /** All properties, sorted by name. */
    Map<String, Property> all(TypeMirror owner) {
        return new TreeMap<>(all(owner, name -> true));
    }

    /** The names of properties, without {@code getX} where it is the property {@code x}. */
    static Set<String> names(Map<String, Property> all) {
        return all.keySet().stream().map(name -> shortest(name, all)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The shortest name of a property: {@code x} for {@code getX}. */
    static String shortest(String name, Map<String, Property> all) {
        Element element = Objects.requireNonNull(all.get(name)).element();
        return all.entrySet().stream()
                .filter(each -> each.getValue().element().equals(element))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(String::length))
                .orElse(name);
    }

    /** Kind by kind, each for all bounds of a variable: a getter of the second bound precedes a method of the first. */
    private Map<String, Property> all(TypeMirror owner, Predicate<String> wanted) {
        Map<String, Property> found = new HashMap<>();
        List<Members> bounds = members(owner);
        for (Kind kind : Kind.values()) {
            for (Members each : bounds) {
                for (ExecutableElement method : each.methods()) {
                    String name = method.getParameters().isEmpty() ? kind.property(each, method) : "";
                    if (!name.isEmpty() && wanted.test(name) && isReader(method)) {
                        found.merge(
                                name,
                                new Property(Members.nameOf(method) + "()", result(each, method), method),
                                this::called);
                    }
                }
            }
        }
        for (Members each : bounds) {
            for (VariableElement field : each.fields()) {
                String name = Members.nameOf(field);
                if (wanted.test(name) && !field.getModifiers().contains(Modifier.STATIC) && isVisible(field)) {
                    TypeMirror as = language.types().asMemberOf(each.type(), field);
                    found.putIfAbsent(name, new Property(name, as, field));
                }
            }
        }
        return found;
    }

    private TypeMirror result(Members of, ExecutableElement method) {
        TypeElement owner = Signature.owner(method);
        var type = owner.getKind().isInterface() ? Language.above(language.types(), of.type(), owner) : of.type();
        return ((ExecutableType) language.types().asMemberOf(type, method)).getReturnType();
    }

    /** Of a method that a type inherits from two others, the one with the more specific result, as in a call. */
    private Property called(Property before, Property other) {
        return other.accessor().equals(before.accessor()) && language.types().isSubtype(other.type(), before.type())
                ? other
                : before;
    }

    /** Of the types that the reader can name; it cannot read members of others. */
    private List<Members> members(TypeMirror owner) {
        PackageElement from = language.elements().getPackageOf(reader);
        return language.declared(owner).stream()
                .filter(type -> !language.visibility().isHidden((TypeElement) type.asElement(), from))
                .map(language::withoutWildcards)
                .map(type -> Members.of(language, type))
                .toList();
    }

    /** The member that has the name of a property but cannot be read as one; nobody can change those of the JDK. */
    Optional<Unreadable> unreadable(TypeMirror owner, String name) {
        return members(owner).stream()
                .flatMap(of -> of.named(name))
                .filter(member -> !language.isInJava(member))
                .map(member -> new Unreadable(language, member, name))
                .findFirst();
    }

    private boolean isReader(ExecutableElement method) {
        return method.getTypeParameters().isEmpty()
                && method.getReturnType().getKind() != TypeKind.VOID
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getThrownTypes().stream().noneMatch(language::isChecked)
                && !Members.isGuarded(method)
                && SourceVersion.isName(Members.nameOf(method))
                && isVisible(method);
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
}
