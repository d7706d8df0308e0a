package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ExecutableType;

/** Whether the guarded class can declare a method with the name and the types of another one. Codes 511 and 516. */
final class SignatureCheck {
    private final Language language;

    SignatureCheck(Language language) {
        this.language = language;
    }

    /** Reports a name that is none in Java; returns whether it is one. */
    static boolean checkName(ExecutableElement method, TypeElement type, Problems problems) {
        String name = method.getSimpleName().toString();
        boolean isName = SourceVersion.isName(name);
        if (!isName) {
            problems.error(
                    Code.UNWRITABLE_NAME,
                    Spot.of(method, type),
                    "The method `" + DisplayName.of(method)
                            + "` has a name that cannot be written in Java, so that the guarded class cannot override it.",
                    "rename `" + name + "`, or guard a type that does not have it.");
        }
        return isName;
    }

    /** Reports a type that the guarded class cannot name. */
    void checkTypes(ExecutableElement method, ExecutableType as, TypeElement type, Spot spot, Problems problems) {
        language.visibility()
                .hidden(method, as, language.elements().getPackageOf(type))
                .ifPresent(hidden -> problems.error(
                        Code.HIDDEN_TYPE,
                        spot,
                        "The method `" + DisplayName.of(method) + "` uses the type `" + hidden.getSimpleName()
                                + "`, which the guarded class cannot name: it is "
                                + (Visibility.isPrivate(hidden) ? "private." : "package-private in another package."),
                        Visibility.isPrivate(hidden)
                                ? "remove `private` from " + hidden.getSimpleName() + "."
                                : "make " + hidden.getSimpleName() + " public."));
    }
}
