package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.Kotlin;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.model.Texts.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;

/** Which types can be a key part: those whose text is the same for equal values in every process; and the form of these texts. */
final class PartTypes {
    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("java.lang.String", Shape.ANY),
            Map.entry("java.lang.CharSequence", Shape.ANY),
            Map.entry("java.lang.Boolean", Shape.BOOLEAN),
            Map.entry("java.lang.Character", Shape.CHAR),
            Map.entry("java.lang.Byte", Shape.INTEGER),
            Map.entry("java.lang.Short", Shape.INTEGER),
            Map.entry("java.lang.Integer", Shape.INTEGER),
            Map.entry("java.lang.Long", Shape.INTEGER),
            Map.entry("java.util.UUID", Shape.UUID),
            Map.entry("java.util.Currency", Shape.CURRENCY),
            Map.entry("java.math.BigInteger", Shape.NUMBER),
            Map.entry("java.math.BigDecimal", Shape.DECIMAL),
            Map.entry("java.time.Year", Shape.NUMBER),
            Map.entry("java.time.YearMonth", Shape.MONTH),
            Map.entry("java.time.LocalDate", Shape.DATE),
            Map.entry("java.time.Instant", Shape.INSTANT));

    private final Language language;

    PartTypes(Language language) {
        this.language = language;
    }

    /** Why a type cannot be a key part; empty if it can. */
    Optional<Unfit> refusal(TypeMirror type) {
        return switch (type.getKind()) {
            case FLOAT, DOUBLE -> Optional.of(Unfit.FLOATING_POINT);
            case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, ERROR -> Optional.empty();
            case ARRAY -> Optional.of(Unfit.ARRAY);
            case TYPEVAR -> ofVariable((TypeVariable) type);
            case INTERSECTION -> ofBounds(Language.bounds(type));
            case DECLARED -> ofDeclared(type, language.element(type).orElseThrow());
            default -> Optional.of(Unfit.NOTHING);
        };
    }

    /** Whether a type is one of the JDK whose text does not identify the value. */
    boolean isKnownUnfit(TypeMirror type) {
        return Unfit.known(language, type).isPresent();
    }

    private Optional<Unfit> ofVariable(TypeVariable type) {
        List<? extends TypeMirror> bounds = Language.bounds(type);
        return bounds.stream().allMatch(language::isObject)
                ? Optional.of(Unfit.variable(type.asElement()))
                : ofBounds(bounds);
    }

    /** One fit bound is enough, unless another one is known to be unfit: {@code T & Named & Collection<X>}. */
    private Optional<Unfit> ofBounds(List<? extends TypeMirror> bounds) {
        Optional<Unfit> known = bounds.stream()
                .filter(bound -> !language.isObject(bound))
                .map(bound -> Unfit.known(language, bound))
                .flatMap(Optional::stream)
                .findFirst();
        boolean stable = bounds.stream().anyMatch(bound -> refusal(bound).isEmpty());
        return known.isPresent() || stable ? known : refusal(bounds.get(bounds.size() - 1));
    }

    private Optional<Unfit> ofDeclared(TypeMirror type, TypeElement element) {
        if (SHAPES.containsKey(language.name(type))
                || element.getKind() == ElementKind.ENUM
                || language.isA(type, "java.lang.Enum")) {
            return Optional.empty();
        }
        Optional<Unfit> known = Unfit.known(language, type);
        if (known.isEmpty() && isDataClass(element)) {
            return Optional.of(Unfit.dataClass(element.getSimpleName().toString()));
        }
        if (known.isPresent() || declaresToString(element)) {
            return known;
        }
        String name = element.getSimpleName().toString();
        return Optional.of(
                switch (element.getKind()) {
                    case RECORD -> Unfit.record(name);
                    case INTERFACE ->
                        Unfit.withoutText(
                                element,
                                language.isInJava(element),
                                "the interface " + name
                                        + " does not declare toString(), so that the text of an implementation may be its identity");
                    default ->
                        Unfit.withoutText(
                                element,
                                language.isInJava(element),
                                "it inherits Object.toString(), whose text differs for equal objects");
                });
    }

    /** One of Kotlin: a toString() of its own cannot be distinguished from the one that the compiler adds. */
    private boolean isDataClass(TypeElement element) {
        Set<String> methods = ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                .map(method -> method.getSimpleName().toString())
                .collect(Collectors.toSet());
        return methods.contains("component1") && methods.contains("copy") && Kotlin.isKotlin(element);
    }

    private boolean declaresToString(TypeElement element) {
        return ElementFilter.methodsIn(language.elements().getAllMembers(element)).stream()
                .filter(method -> method.getSimpleName().contentEquals("toString")
                        && method.getParameters().isEmpty())
                .anyMatch(this::isWritten);
    }

    /** The {@code toString()} that the compiler adds to a record differs from a declared one only in being final. */
    private boolean isWritten(ExecutableElement method) {
        TypeElement owner = Signature.owner(method);
        String name = owner.getQualifiedName().toString();
        boolean generated =
                owner.getKind() == ElementKind.RECORD && method.getModifiers().contains(Modifier.FINAL);
        return !generated && !name.equals("java.lang.Object") && !name.equals("java.lang.Record");
    }

    /** The form of the texts of a type that can be a key part. */
    Texts texts(TypeMirror type) {
        return switch (type.getKind()) {
            case BOOLEAN -> Texts.of(Shape.BOOLEAN, true);
            case CHAR -> Texts.of(Shape.CHAR, true);
            case BYTE, SHORT, INT, LONG -> Texts.of(Shape.INTEGER, true);
            default ->
                language.element(type)
                        .filter(element -> element.getKind() == ElementKind.ENUM)
                        .map(element -> new Texts(Shape.ENUM, false, Language.constants(element)))
                        .orElseGet(() -> Texts.of(SHAPES.getOrDefault(language.name(type), Shape.ANY), false));
        };
    }
}
