package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.check.answer.Parsed.Value;
import io.github.once4j.processor.check.answer.Parsed.Wrong;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.TypeWalk;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Call;
import io.github.once4j.processor.model.Answer.EmptyArray;
import io.github.once4j.processor.model.Answer.Plain;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Checks what a locked call returns against the return type of the method. Codes 3xx. */
public final class AnswerCheck {
    private static final String TYPES = "it can be of a primitive type or its box, String, CharSequence, an enum, UUID,"
            + " BigInteger, BigDecimal, Duration, Instant, LocalDate, LocalDateTime, or an Optional of these";
    private static final Map<String, String> EMPTY = Map.of(
            "java.util.List", "java.util.List",
            "java.util.Collection", "java.util.List",
            "java.lang.Iterable", "java.util.List",
            "java.util.Set", "java.util.Set",
            "java.util.Map", "java.util.Map");

    private final Language language;
    private final AnswerParser parser;
    private final NullPromise promise;

    public AnswerCheck(Language language) {
        this.language = language;
        this.parser = new AnswerParser(language);
        this.promise = new NullPromise(language);
    }

    /** What a locked call returns; {@code RAISE} if the annotation is wrong. */
    public Answer check(OnceUse use, Problems problems) {
        Optional<String> text = use.text("returnOnLocked");
        if (use.on("raiseOnLocked")) {
            if (text.isPresent()) {
                problems.error(
                        Code.RAISE_AND_RETURN,
                        Spot.of(use, "returnOnLocked"),
                        "raiseOnLocked and returnOnLocked exclude each other.",
                        "remove one of them.");
            }
            return Plain.RAISE;
        }
        // The declared type where possible: javac's asMemberOf drops type annotations.
        TypeMirror declared = use.isInherited()
                ? use.signature().getReturnType()
                : use.method().getReturnType();
        if (text.isEmpty() && isEmptyWhenLocked(declared)) {
            return Plain.NULL;
        }
        TypeMirror type = language.isAsync(declared) && !language.isStream(declared)
                ? language.completedWith(declared)
                : declared;
        return text.isPresent() ? given(use, text.get(), type, problems) : nothingGiven(use, type, problems);
    }

    /** A locked Mono, Flux or Multi has no item; a Uni has one, as a stage has. */
    private boolean isEmptyWhenLocked(TypeMirror type) {
        return language.isStream(type) || language.name(type).equals("reactor.core.publisher.Mono");
    }

    private Answer given(OnceUse use, String text, TypeMirror type, Problems problems) {
        Spot spot = Spot.of(use, "returnOnLocked");
        if (TypeWalk.find(type, each -> each.getKind() == TypeKind.ERROR).isPresent()) {
            return Plain.RAISE; // the compiler reports the unknown type
        }
        if (language.isVoid(type)) {
            problems.error(
                    Code.ANSWER_FOR_VOID,
                    spot,
                    "The method returns nothing, so that a locked call cannot return `" + text + "`.",
                    "remove returnOnLocked, or replace it by raiseOnLocked = true.");
            return Plain.RAISE;
        }
        Parsed parsed = parser.parse(text, type);
        if (parsed instanceof Value value) {
            return value.answer();
        }
        if (parsed instanceof Wrong wrong) {
            boolean isNull = text.equals("null") && !type.getKind().isPrimitive();
            problems.error(
                    Code.WRONG_ANSWER,
                    spot,
                    wrong.fact(),
                    isNull
                            ? "remove returnOnLocked: a locked call then returns " + plainAnswer(type) + "."
                            : wrong.fix());
        } else {
            problems.error(
                    Code.ANSWER_OF_THIS_TYPE,
                    spot,
                    "returnOnLocked cannot denote a value of type " + DisplayName.of(type) + ": " + TYPES + ".",
                    "remove returnOnLocked (a locked call then returns " + plainAnswer(type)
                            + "), or replace it by raiseOnLocked = true.");
        }
        return Plain.RAISE;
    }

    private String plainAnswer(TypeMirror type) {
        return empty(type) == Plain.NULL && !language.isStream(type) ? "null" : "an empty one";
    }

    private Answer nothingGiven(OnceUse use, TypeMirror type, Problems problems) {
        if (type.getKind() == TypeKind.VOID) {
            return Plain.NOTHING;
        }
        if (type.getKind().isPrimitive()) {
            problems.error(
                    Code.NO_ANSWER_FOR_PRIMITIVE,
                    Spot.of(use, "key"),
                    "A locked call has nothing to return: `" + DisplayName.of(use.method()) + "` returns `"
                            + DisplayName.of(type) + "`, which has no null.",
                    "set returnOnLocked = \"" + Primitives.example(type) + "\", or raiseOnLocked = true.");
            return Plain.RAISE;
        }
        Answer answer = empty(type);
        if (answer == Plain.NULL && promise.isBroken(use)) {
            problems.error(
                    Code.NULL_AGAINST_PROMISE,
                    Spot.of(use, "key"),
                    "A locked call would return null, but `" + DisplayName.of(use.method()) + "` promises never to "
                            + (language.isAsync(use.method().getReturnType()) ? "complete with null." : "return null."),
                    "set "
                            + parser.example(type)
                                    .map(example -> "returnOnLocked = \"" + example + "\", or ")
                                    .orElse("")
                            + "raiseOnLocked = true; or declare the result as " + nullable(use, type) + ".");
            return Plain.RAISE;
        }
        return answer;
    }

    private String nullable(OnceUse use, TypeMirror type) {
        // Of an array, the annotation stands before its brackets: in front of it, it is about the elements.
        String nullable = type.getKind() == TypeKind.ARRAY
                ? DisplayName.of(type).replaceFirst("(?:\\[])+$", " @Nullable $0")
                : "@Nullable " + DisplayName.of(type);
        TypeMirror result = use.method().getReturnType();
        return language.isAsync(result)
                ? language.element(result).orElseThrow().getSimpleName() + "<" + nullable + ">"
                : nullable;
    }

    private Answer empty(TypeMirror type) {
        String name = language.name(type);
        if (name.startsWith("java.util.Optional")) {
            return new Call(name, "empty", List.of());
        }
        if (EMPTY.containsKey(name)) {
            return new Call(EMPTY.get(name), "of", List.of());
        }
        if (type instanceof ArrayType array && isCreatable(array.getComponentType())) {
            return new EmptyArray(array.getComponentType());
        }
        return Plain.NULL;
    }

    /** There is no generic array creation. */
    private static boolean isCreatable(TypeMirror component) {
        TypeMirror type = component;
        while (type instanceof ArrayType array) {
            type = array.getComponentType();
        }
        return type.getKind() != TypeKind.TYPEVAR;
    }
}
