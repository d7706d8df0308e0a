package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;

/** The methods of a type that are not guarded: overrides of guarded ones, and those of an interface. Codes 507, 511, 512, 516. */
public final class SupertypeCheck {
    /** The first name of a placeholder. */
    private static final Pattern ROOT = Pattern.compile("(?<=\\{)[^{}.]+(?=[.}])");

    private final Language language;
    private final SignatureCheck signatures;

    public SupertypeCheck(Language language) {
        this.language = language;
        this.signatures = new SignatureCheck(language);
    }

    /** Reports a method that the guarded class of an interface, which implements all of its methods, cannot declare. */
    public void checkForwarded(Candidate candidate, Problems problems) {
        TypeElement type = candidate.type();
        if (!type.getKind().isInterface()) {
            return;
        }
        Problems ofOne = problems.part();
        candidate
                .callable()
                .filter(candidate::isPlain)
                .takeWhile(method -> !ofOne.hasErrors())
                .filter(method -> SignatureCheck.checkName(method, type, ofOne))
                .forEach(method -> signatures.checkTypes(
                        method,
                        (ExecutableType) language.types().asMemberOf((DeclaredType) type.asType(), method),
                        type,
                        Spot.of(method, type),
                        ofOne));
    }

    /** Reports the methods that override a guarded method of a supertype and are not guarded themselves. */
    public static void checkOverrides(Candidate candidate, Problems problems) {
        for (Candidate.Unguarded each : candidate.unguarded()) {
            ExecutableElement method = each.method();
            TypeElement owner = Signature.owner(each.overridden());
            problems.error(
                    Code.UNGUARDED_OVERRIDE,
                    Spot.of(method, candidate.type()),
                    "`" + DisplayName.of(method) + "` overrides the guarded method of "
                            + owner.getSimpleName()
                            + ", but has no @Once: calls to it are not guarded.",
                    (method.getModifiers().contains(Modifier.FINAL) ? "remove `final`, and write `" : "write `")
                            + annotation(each) + "` on it"
                            + (owner.getKind().isInterface() ? "." : ", or give it another name."));
        }
    }

    /** The annotation of the guarded method, with the names that its parameters have in the other one. */
    private static String annotation(Candidate.Unguarded unguarded) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < unguarded.method().getParameters().size(); i++) {
            names.put(
                    Signature.name(unguarded.overridden().getParameters().get(i)),
                    Signature.name(unguarded.method().getParameters().get(i)));
        }
        return ROOT.matcher(DisplayName.of(unguarded.once())).replaceAll(root -> {
            String name = root.group();
            return Matcher.quoteReplacement(names.getOrDefault(name, name));
        });
    }

    /** A note on a default method of an interface: calls that a delegate makes to itself do not pass the guarded class. */
    public static void checkSelfCalls(Candidate candidate, Problems problems) {
        if (!candidate.type().getKind().isInterface()) {
            return;
        }
        candidate.methods().stream()
                .filter(method -> method.getModifiers().contains(Modifier.DEFAULT)
                        && Signature.owner(method).equals(candidate.type())
                        && candidate.isPlain(method))
                .findFirst()
                .ifPresent(method -> problems.add(Problem.error(
                                Code.SELF_CALL_OF_DEFAULT_METHOD,
                                Spot.of(method),
                                "The default method `" + DisplayName.of(method)
                                        + "` runs on the delegate: calls that it makes to guarded methods of this interface are not"
                                        + " guarded.",
                                "ignore this note if it makes none; otherwise annotate it with @Once as well, move these calls to its"
                                        + " callers, or guard a class instead of the interface.")
                        .as(Problem.Severity.NOTE)));
    }
}
