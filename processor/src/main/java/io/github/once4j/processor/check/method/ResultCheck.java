package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/** Whether the work of a method ends before its key is released. Codes 505 and 517. */
final class ResultCheck {
    private static final String TOO_LATE = " happens after the method returns, when the key is already free.";

    private final Language language;
    private final DeferredWork deferredWork;

    ResultCheck(Language language) {
        this.language = language;
        this.deferredWork = new DeferredWork(language);
    }

    void check(OnceUse use, Problems problems) {
        suspends(use, problems);
        deferredWork(use, problems);
        endless(use, problems);
    }

    /** A suspend function of Kotlin returns where it first waits, and continues later. */
    private void suspends(OnceUse use, Problems problems) {
        ExecutableElement method = use.method();
        var parameters = method.getParameters();
        if (!parameters.isEmpty()
                && language.name(parameters.get(parameters.size() - 1).asType())
                        .equals("kotlin.coroutines.Continuation")) {
            problems.error(
                    Code.WORK_GOES_ON,
                    Spot.of(use),
                    "The method `" + DisplayName.of(method) + "` is a suspend function: its work" + TOO_LATE,
                    "write `fun " + method.getSimpleName()
                            + "(…): CompletableFuture<…> = scope.future { … }`, with `future` of kotlinx-coroutines-jdk8.");
        }
    }

    private void deferredWork(OnceUse use, Problems problems) {
        TypeMirror result = use.signature().getReturnType();
        deferredWork
                .in(result)
                .ifPresent(found -> problems.error(
                        Code.WORK_GOES_ON,
                        Spot.of(use),
                        "The method `" + DisplayName.of(use.method()) + "` returns `" + DisplayName.of(result)
                                + "`, but "
                                + (found.isInside()
                                        ? "the work of the `" + DisplayName.of(found.type()) + "` in it"
                                        : "its work")
                                + TOO_LATE,
                        found.instead()));
    }

    private void endless(OnceUse use, Problems problems) {
        TypeMirror result = use.signature().getReturnType();
        if (language.isStream(result) && use.text("holdAtMost").isEmpty()) {
            problems.add(Problem.error(
                            Code.ENDLESS_STREAM,
                            Spot.of(use),
                            "The method `" + DisplayName.of(use.method()) + "` returns `" + DisplayName.of(result)
                                    + "`: its key is held until the stream ends or is cancelled.",
                            "ignore this note if the stream always ends; otherwise set holdAtMost, like holdAtMost = \"1h\".")
                    .as(Problem.Severity.NOTE));
        }
    }
}
