package io.github.once4j.processor.check;

import io.github.once4j.processor.model.Key.Form;
import io.github.once4j.processor.model.Signature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;

/**
 * Which types may be a part of a key: those whose text is the same for equal values in every process. And how a part is
 * written, so that two lists of parts with different texts never give one key.
 */
final class PartTypes {
    private static final Set<String> INTEGERS =
            Set.of("java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long");
    private static final Set<String> VALUES = Set.of(
            "java.lang.String",
            "java.lang.CharSequence",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.util.UUID",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.net.URI",
            "java.util.Locale",
            "java.util.Currency");

    private final Language language;

    PartTypes(Language language) {
        this.language = language;
    }

    /** Why a type cannot be a part of a key, as a clause; empty if it can. */
    Optional<String> refusal(TypeMirror type) {
        return switch (type.getKind()) {
            case FLOAT, DOUBLE -> Optional.of("a floating-point number has no exact text: 0.1 + 0.2 is not 0.3");
            case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, ERROR -> Optional.empty();
            case ARRAY -> Optional.of("an array prints its identity, which differs for equal arrays");
            case TYPEVAR -> ofVariable((TypeVariable) type);
            case INTERSECTION -> ofBounds(((IntersectionType) type).getBounds());
            case DECLARED -> ofDeclared(type, language.element(type).orElseThrow());
            default -> Optional.of("it has no value");
        };
    }

    private Optional<String> ofVariable(TypeVariable type) {
        TypeMirror bound = type.getUpperBound();
        return language.isObject(bound)
                ? Optional.of("the type variable " + type.asElement().getSimpleName() + " can be anything")
                : refusal(bound);
    }

    private Optional<String> ofBounds(List<? extends TypeMirror> bounds) {
        return bounds.stream().anyMatch(bound -> refusal(bound).isEmpty()) ? Optional.empty() : refusal(bounds.get(0));
    }

    private Optional<String> ofDeclared(TypeMirror type, TypeElement element) {
        String name = element.getQualifiedName().toString();
        if (VALUES.contains(name) || INTEGERS.contains(name) || name.startsWith("java.time.")) {
            return Optional.empty();
        }
        return known(type, name).or(() -> ofUsersOwn(element));
    }

    /** Types of the JDK whose text is not the value's, or changes. */
    private Optional<String> known(TypeMirror type, String name) {
        if (name.equals("java.lang.Object")) {
            return Optional.of("an Object can be anything");
        }
        if (name.equals("java.lang.Float") || name.equals("java.lang.Double")) {
            return Optional.of("a floating-point number has no exact text: 0.1 + 0.2 is not 0.3");
        }
        if (name.equals("java.lang.Number")) {
            return Optional.of("a Number can be a floating-point number, and 1 prints unlike 1.0");
        }
        if (name.equals("java.lang.StringBuilder") || name.equals("java.lang.StringBuffer")) {
            return Optional.of("its text changes");
        }
        if (name.equals("java.lang.Class")) {
            return Optional.of("a class may be loaded twice under one name");
        }
        if (name.startsWith("java.util.concurrent.atomic.")) {
            return Optional.of("its value changes");
        }
        if (name.startsWith("java.util.Optional")) {
            return Optional.of("it may be empty, and an empty part has no place in a key");
        }
        if (language.isA(type, "java.util.Collection") || language.isA(type, "java.util.Map")) {
            return Optional.of("its elements print in an order, and with separators, that are not part of the value");
        }
        if (language.isA(type, "java.util.Date") || language.isA(type, "java.util.Calendar")) {
            return Optional.of("it prints in the time zone and language of its process");
        }
        if (language.isA(type, "java.nio.file.Path") || language.isA(type, "java.io.File")) {
            return Optional.of(
                    "it prints differently on other systems, and a relative one means another file elsewhere");
        }
        if (language.isA(type, "java.net.InetAddress")) {
            return Optional.of("its text depends on whether its name was looked up");
        }
        if (language.isA(type, "java.util.stream.BaseStream") || language.isA(type, "java.util.function.Supplier")) {
            return Optional.of("it prints its identity");
        }
        return Optional.empty();
    }

    private Optional<String> ofUsersOwn(TypeElement element) {
        if (element.getKind() == ElementKind.ENUM || declaresToString(element)) {
            return Optional.empty();
        }
        if (element.getKind() == ElementKind.RECORD) {
            return Optional.of("a record without its own toString() prints alike for different values:"
                    + " (\"x, b=y\", \"z\") like (\"x\", \"y, b=z\")");
        }
        return Optional.of(
                element.getKind().isInterface()
                        ? "the interface does not declare toString(), so that its text may be an identity"
                        : "it inherits Object.toString(), which prints its identity");
    }

    private boolean declaresToString(TypeElement element) {
        return ElementFilter.methodsIn(language.elements().getAllMembers(element)).stream()
                .filter(method -> method.getSimpleName().contentEquals("toString")
                        && method.getParameters().isEmpty())
                .anyMatch(this::isWritten);
    }

    /** A record's own {@code toString()} is a member like one that is written, but for being final. */
    private boolean isWritten(ExecutableElement method) {
        TypeElement owner = Signature.owner(method);
        String name = owner.getQualifiedName().toString();
        boolean generated =
                owner.getKind() == ElementKind.RECORD && method.getModifiers().contains(Modifier.FINAL);
        return !generated && !name.equals("java.lang.Object") && !name.equals("java.lang.Record");
    }

    /** How a part of this type is written before the code point {@code next}; -1 for the last part. */
    Form form(TypeMirror type, int next) {
        boolean last = next < 0;
        TypeKind kind = type.getKind();
        if (kind == TypeKind.CHAR) {
            return Form.CHAR;
        }
        if (kind == TypeKind.BOOLEAN) {
            return Form.PRIMITIVE;
        }
        boolean digit = next >= '0' && next <= '9';
        if (kind.isPrimitive()) {
            return digit ? Form.ESCAPED : Form.PRIMITIVE;
        }
        String name = language.name(type);
        if (language.element(type)
                        .map(found -> found.getKind() == ElementKind.ENUM)
                        .orElse(false)
                || language.isA(type, "java.lang.Enum")) {
            return last ? Form.NAME : Form.ESCAPED_NAME;
        }
        boolean oneEnd = name.equals("java.lang.Boolean")
                || name.equals("java.lang.Character")
                || name.equals("java.util.UUID")
                || (INTEGERS.contains(name) && !digit);
        return last || oneEnd ? Form.BARE : Form.ESCAPED;
    }
}
