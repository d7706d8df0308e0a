package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Call;
import io.github.once4j.processor.model.Answer.EmptyArray;
import io.github.once4j.processor.model.Answer.Plain;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Checked;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** What a locked call answers, against the method's return type. Codes 3xx. */
public final class AnswerCheck {
    private static final String TYPES =
            "values can be given for primitives and their boxes, String, CharSequence, enums, UUID,"
                    + " BigInteger, BigDecimal, Duration, Instant, LocalDate, LocalDateTime, and Optionals of these";
    private static final Map<String, String> EMPTY = Map.of(
            "java.util.List", "java.util.List",
            "java.util.Collection", "java.util.List",
            "java.lang.Iterable", "java.util.List",
            "java.util.Set", "java.util.Set",
            "java.util.Map", "java.util.Map");

    private final Language language;
    private final Values values;
    private final NullPromise promise;

    public AnswerCheck(Language language) {
        this.language = language;
        this.values = new Values(language);
        this.promise = new NullPromise(language);
    }

    public Checked<Answer> check(OnceUse use) {
        Optional<String> text = use.text("returnOnLocked");
        if (use.on("raiseOnLocked")) {
            return text.isEmpty()
                    ? found(Plain.RAISE)
                    : wrong(
                            use,
                            "returnOnLocked",
                            Code.RAISE_AND_RETURN,
                            "raiseOnLocked and returnOnLocked exclude each other.",
                            "leave one of them out.");
        }
        // The declared type first: asMemberOf loses type annotations in javac.
        TypeMirror declared = use.isInherited()
                ? use.signature().getReturnType()
                : use.method().getReturnType();
        TypeMirror type = language.isStage(declared) ? language.completedWith(declared) : declared;
        return text.isPresent() ? given(use, text.get(), type) : nothingGiven(use, type);
    }

    private Checked<Answer> given(OnceUse use, String text, TypeMirror type) {
        if (language.isVoid(type)) {
            return wrong(
                    use,
                    "returnOnLocked",
                    Code.ANSWER_FOR_VOID,
                    "A method that returns nothing cannot answer `" + text + "`.",
                    "leave returnOnLocked out, or set raiseOnLocked = true.");
        }
        try {
            return values.parse(text, type)
                    .map(AnswerCheck::found)
                    .orElseGet(() -> wrong(
                            use,
                            "returnOnLocked",
                            Code.ANSWER_OF_THIS_TYPE,
                            "A value of type " + DisplayName.of(type) + " cannot be written as text: " + TYPES + ".",
                            "leave returnOnLocked out (the call then answers " + plainAnswer(type)
                                    + "), or set raiseOnLocked = true."));
        } catch (NotAValue notOne) {
            return wrong(use, "returnOnLocked", Code.WRONG_ANSWER, notOne.fact(), notOne.fix());
        }
    }

    private String plainAnswer(TypeMirror type) {
        return empty(type) == Plain.NULL ? "null" : "an empty one";
    }

    private Checked<Answer> nothingGiven(OnceUse use, TypeMirror type) {
        if (type.getKind() == TypeKind.VOID) {
            return found(Plain.NOTHING);
        }
        if (type.getKind().isPrimitive()) {
            return wrong(
                    use,
                    "key",
                    Code.NO_ANSWER_FOR_PRIMITIVE,
                    "A locked call has nothing to answer: `" + DisplayName.of(use.method()) + "` returns `"
                            + DisplayName.of(type) + "`.",
                    "say what to answer, returnOnLocked = \"" + Primitives.example(type)
                            + "\", or set raiseOnLocked = true.");
        }
        Answer answer = empty(type);
        return answer == Plain.NULL && promise.isBroken(use) ? brokenPromise(use, type) : found(answer);
    }

    private Checked<Answer> brokenPromise(OnceUse use, TypeMirror type) {
        boolean async = language.isStage(use.method().getReturnType());
        String given = values.canBeWritten(type) ? "say what to answer with returnOnLocked = \"…\", " : "";
        return wrong(
                use,
                "key",
                Code.NULL_AGAINST_PROMISE,
                "A locked call would answer null, but `" + DisplayName.of(use.method()) + "` promises never to "
                        + (async ? "complete with null." : "return null."),
                given + "set raiseOnLocked = true, or write @Nullable " + DisplayName.of(type) + ".");
    }

    private Answer empty(TypeMirror type) {
        String name = language.name(type);
        if (name.startsWith("java.util.Optional")) {
            return new Call(name, "empty", List.of());
        }
        if (EMPTY.containsKey(name)) {
            return new Call(EMPTY.get(name), "of", List.of());
        }
        if (type instanceof ArrayType array && canBeMade(array.getComponentType())) {
            return new EmptyArray(array.getComponentType());
        }
        return Plain.NULL;
    }

    /** An array of a type variable cannot be made. */
    private static boolean canBeMade(TypeMirror component) {
        TypeMirror type = component;
        while (type instanceof ArrayType array) {
            type = array.getComponentType();
        }
        return type.getKind() != TypeKind.TYPEVAR;
    }

    private static Checked<Answer> found(Answer answer) {
        return new Checked<>(answer, List.of());
    }

    private static Checked<Answer> wrong(OnceUse use, String attribute, Code code, String fact, String fix) {
        return new Checked<>(null, List.of(Problem.error(code, Spots.of(use, attribute), fact, fix)));
    }
}
