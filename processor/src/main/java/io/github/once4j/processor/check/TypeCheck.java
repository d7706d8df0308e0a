package io.github.once4j.processor.check;

import io.github.once4j.processor.check.answer.AnswerCheck;
import io.github.once4j.processor.check.key.KeyCheck;
import io.github.once4j.processor.check.method.MethodCheck;
import io.github.once4j.processor.check.method.TransactionCheck;
import io.github.once4j.processor.check.overlap.SharedKeyCheck;
import io.github.once4j.processor.check.timing.TimingCheck;
import io.github.once4j.processor.check.type.ClashCheck;
import io.github.once4j.processor.check.type.ClassCheck;
import io.github.once4j.processor.check.type.Containers;
import io.github.once4j.processor.check.type.TypeShape;
import io.github.once4j.processor.check.type.UnguardedCheck;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Timing;
import io.github.once4j.processor.problem.Checked;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * A type with {@code @Once} methods against all the rules. When the type is sound and only an annotation is wrong, the
 * guarded class is still written in full shape: so users see what is wrong, and not that {@code FooOnce} is missing.
 */
public final class TypeCheck {
    private final Language language;
    private final KeyCheck keys;
    private final AnswerCheck answers;
    private final TimingCheck timings = new TimingCheck();
    private final MethodCheck methods;
    private final ClashCheck clashes;
    private final Containers containers;
    private final UnguardedCheck unguarded;
    private final TransactionCheck transactions;
    private final TypeShape shapes;

    /**
     * @param language the compiler's types
     * @param options what is set for the whole compilation
     */
    public TypeCheck(Language language, Options options) {
        this.language = language;
        this.keys = new KeyCheck(language);
        this.answers = new AnswerCheck(language);
        this.methods = new MethodCheck(language);
        this.clashes = new ClashCheck(language);
        this.containers = new Containers(language, options.copied());
        this.unguarded = new UnguardedCheck(language, options.unguarded());
        this.transactions = new TransactionCheck(language);
        this.shapes = new TypeShape(language, containers);
    }

    public Checked<GuardedType> check(Candidate candidate) {
        TypeElement type = candidate.type();
        List<Problem> problems = new ArrayList<>(ClassCheck.check(
                language,
                type,
                candidate.uses().isEmpty() ? type : candidate.uses().get(0).method()));
        methods.hiddenAmongOthers(candidate).ifPresent(problems::add);
        boolean sound = problems.isEmpty();
        Optional<Problem> unguardedBean = containers.check(type);
        unguardedBean.ifPresent(problems::add);
        if (sound && unguardedBean.isEmpty()) {
            unguarded.check(type).ifPresent(problems::add);
        }
        candidate.unguarded().forEach(method -> problems.add(unguardedOverride(type, method)));
        List<GuardedMethod> guarded = new ArrayList<>();
        Map<OnceUse, Key> keys = new LinkedHashMap<>();
        for (OnceUse use : candidate.uses()) {
            List<Problem> ofMethod = methods.check(use);
            problems.addAll(ofMethod);
            GuardedMethod method = method(use, keys, problems);
            if (ofMethod.isEmpty()) {
                guarded.add(method);
            }
        }
        problems.addAll(transactions.check(type, candidate.uses()));
        problems.addAll(SharedKeyCheck.check(keys));
        Map<GuardedMethod, List<Problem>> clashing = clashes.check(candidate, guarded);
        clashing.values().forEach(problems::addAll);
        guarded.removeAll(clashing.keySet());
        notes(candidate, problems);
        return new Checked<>(sound ? shapes.of(candidate, GuardedMethod.numbered(guarded)) : null, problems);
    }

    private static Problem unguardedOverride(TypeElement type, ExecutableElement method) {
        boolean own = Signature.owner(method).equals(type);
        return Problem.error(
                Code.UNGUARDED_OVERRIDE,
                Spot.of(own ? method : type),
                "`" + DisplayName.of(method)
                        + "` overrides a guarded method of a superclass, and is not guarded itself.",
                "put @Once on it, too; or call the guarded method from one of another name.");
    }

    private GuardedMethod method(OnceUse use, Map<OnceUse, Key> sound, List<Problem> problems) {
        Checked<Key> key = keys.check(use);
        if (key.value() != null) {
            sound.put(use, key.value());
        }
        Checked<Answer> answer = answers.check(use);
        Checked<Timing> timing = timings.check(use);
        problems.addAll(key.problems());
        problems.addAll(answer.problems());
        problems.addAll(timing.problems());
        String name = use.method().getSimpleName().toString();
        String suffix = use.text("name").filter(written -> !written.isEmpty()).orElse(name);
        return new GuardedMethod(
                shapes.signature(use.method(), use.signature(), use.type()),
                Character.toUpperCase(suffix.charAt(0)) + suffix.substring(1),
                1,
                key.value() == null ? keys.shape(use) : key.value(),
                answer.value() == null ? Answer.Plain.RAISE : answer.value(),
                timing.value() == null ? new Timing(null, null, null) : timing.value(),
                use.on("fenced"),
                use.on("interruptOnLost"),
                shapes.stage(use.signature().getReturnType()),
                containers.onOverride(use.method()));
    }

    /** A delegate's calls to itself do not go through the guarded class. */
    private void notes(Candidate candidate, List<Problem> problems) {
        if (!candidate.type().getKind().isInterface()) {
            return;
        }
        Optional<ExecutableElement> plain = candidate.methods().stream()
                .filter(method -> method.getModifiers().contains(Modifier.DEFAULT))
                .filter(method -> Signature.owner(method).equals(candidate.type()))
                .filter(method ->
                        candidate.uses().stream().noneMatch(use -> use.method().equals(method)))
                .findFirst();
        plain.ifPresent(method -> problems.add(Problem.error(
                        Code.SELF_CALL_OF_DEFAULT_METHOD,
                        Spot.of(method),
                        "If the default method `" + DisplayName.of(method)
                                + "` calls a guarded one, that call is not guarded: it is the delegate's own.",
                        "nothing, if it does not; else move the call to the callers, or guard a class.")
                .as(Problem.Severity.NOTE)));
    }
}
