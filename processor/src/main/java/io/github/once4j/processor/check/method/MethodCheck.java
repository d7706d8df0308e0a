package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.Kotlin;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.ElementFilter;

/** Whether a method can be overridden with a guarded one. Codes 5xx. */
public final class MethodCheck {
    private final Language language;
    private final SignatureCheck signatures;
    private final ResultCheck results;

    public MethodCheck(Language language) {
        this.language = language;
        this.signatures = new SignatureCheck(language);
        this.results = new ResultCheck(language);
    }

    public void check(OnceUse use, Problems problems) {
        if (SignatureCheck.checkName(use.method(), use.type(), problems)) {
            modifiers(use, problems);
        }
        if (language.isOfObject(use.method())) {
            error(
                    use,
                    Code.METHOD_OF_OBJECT,
                    "The method `%s` overrides one of Object, which any code may call at any time.",
                    "annotate the method that does the work instead.",
                    problems);
        }
        results.check(use, problems);
        leases(use, problems);
        signatures.checkTypes(use.method(), use.signature(), use.type(), Spot.of(use), problems);
        name(use, problems);
    }

    private void modifiers(OnceUse use, Problems problems) {
        Set<Modifier> modifiers = use.method().getModifiers();
        if (modifiers.contains(Modifier.PRIVATE)) {
            error(
                    use,
                    Code.PRIVATE_METHOD,
                    "The method `%s` is private: the guarded class cannot override it.",
                    isOfInterface(use)
                            ? "replace `private` by `default`."
                            : "remove `private`: package-private methods are guarded, calls from their own class included.",
                    problems);
        } else if (Kotlin.isFile(use.type()) || Kotlin.isObject(use.type())) {
            return; // an error of the class, which says where the function is to go
        } else if (modifiers.contains(Modifier.STATIC)) {
            error(
                    use,
                    Code.STATIC_METHOD,
                    "The method `%s` is static: the guarded class cannot override it.",
                    withoutStatic(use) + ", or run the body with guard.tryRun(key, action).",
                    problems);
        } else if (modifiers.contains(Modifier.FINAL)) {
            error(
                    use,
                    Code.FINAL_METHOD,
                    "The method `%s` is final: the guarded class cannot override it.",
                    withoutFinal(use),
                    problems);
        } else if (modifiers.contains(Modifier.ABSTRACT) && use.type().getKind().isClass()) {
            error(
                    use,
                    Code.ABSTRACT_METHOD,
                    "The method `%s` is abstract: there is no body to guard.",
                    use.isInherited()
                            ? "implement it in " + use.type().getSimpleName() + ", with `"
                                    + DisplayName.of(use.mirror()) + "`."
                            : "put @Once on the method that implements it.",
                    problems);
        } else if (isForeignPackagePrivate(use)) {
            error(
                    use,
                    Code.FOREIGN_PACKAGE_PRIVATE,
                    "The inherited method `%s` is package-private in another package: the guarded class cannot override it.",
                    "make it protected.",
                    problems);
        }
    }

    private static String withoutStatic(OnceUse use) {
        if (Kotlin.isKotlin(use.method())) {
            return "remove `@JvmStatic`, and move the function out of the companion object";
        }
        return isOfInterface(use) ? "replace `static` by `default`" : "remove `static`";
    }

    private static boolean isOfInterface(OnceUse use) {
        return Signature.owner(use.method()).getKind().isInterface();
    }

    /** A Kotlin function is final unless it is open; one that {@code @JvmOverloads} generates cannot be opened. */
    private static String withoutFinal(OnceUse use) {
        ExecutableElement method = use.method();
        String name = method.getSimpleName().toString();
        if (!Kotlin.isKotlin(method)) {
            return "remove `final`.";
        }
        int parameters = method.getParameters().size();
        boolean isAdded = ElementFilter.methodsIn(Signature.owner(method).getEnclosedElements()).stream()
                .anyMatch(other -> other.getSimpleName().contentEquals(name)
                        && other.getParameters().size() > parameters
                        && !other.getModifiers().contains(Modifier.FINAL));
        return isAdded
                ? "remove @JvmOverloads from `" + name
                        + "`, and declare each overload as a function without @Once that calls it."
                : "write `open fun " + name + "`: Kotlin functions are final by default.";
    }

    private boolean isForeignPackagePrivate(OnceUse use) {
        Set<Modifier> modifiers = use.method().getModifiers();
        return !modifiers.contains(Modifier.PUBLIC)
                && !modifiers.contains(Modifier.PROTECTED)
                && !language.elements()
                        .getPackageOf(use.method())
                        .equals(language.elements().getPackageOf(use.type()));
    }

    private void leases(OnceUse use, Problems problems) {
        long leases = use.signature().getParameterTypes().stream()
                .filter(language::isLease)
                .count();
        if (leases > 1) {
            error(
                    use,
                    Code.TWO_LEASES,
                    "The method `%s` has " + leases + " parameters of type Lease.",
                    "remove all but one: each call has one lease.",
                    problems);
        }
    }

    private static void name(OnceUse use, Problems problems) {
        Optional<String> name = use.text("name");
        if (name.isPresent()
                && (!SourceVersion.isIdentifier(name.get()) || name.get().equals("_"))) {
            problems.error(
                    Code.BAD_NAME,
                    Spot.of(use, "name"),
                    "`" + name.get() + "` cannot be part of a method's name.",
                    "write letters and digits, a letter first: it follows isLocked, release and holderOf.");
        }
    }

    private static void error(OnceUse use, Code code, String fact, String fix, Problems problems) {
        problems.error(code, Spot.of(use), fact.replace("%s", DisplayName.of(use.method())), fix);
    }
}
