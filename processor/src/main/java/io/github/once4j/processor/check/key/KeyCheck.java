package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.problem.Checked;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Suggestion;
import io.github.once4j.processor.template.Template;
import io.github.once4j.processor.template.Template.Node;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A key template against the parameters of its method. Codes 1xx and 2xx. */
public final class KeyCheck {
    private final Language language;
    private final PartTypes types;

    public KeyCheck(Language language) {
        this.language = language;
        this.types = new PartTypes(language);
    }

    public Checked<Key> check(OnceUse use) {
        KeyUse key = KeyUse.of(language, use);
        var properties = new Properties(language, use.type());
        var parts = new PartCheck(language, types, properties, key);
        List<Problem> problems = new ArrayList<>(TemplateCheck.check(key));
        var paths = new PathCheck(key, properties, parts, problems);
        Template template = key.template();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < template.nodes().size(); i++) {
            if (template.nodes().get(i) instanceof Text text) {
                segments.add(new Literal(text.value()));
                continue;
            }
            int index = i;
            var placeholder = (Placeholder) template.nodes().get(i);
            if (template.isForeign(placeholder)) {
                continue; // one message says enough
            }
            paths.walk(placeholder).ifPresent(path -> {
                parts.unstable(placeholder, path.type()).ifPresent(problems::add);
                segments.add(new Part(
                        placeholder.path(),
                        placeholder.names().get(0).value(),
                        path.steps(),
                        parts.texts(path.type()),
                        template.next(index)));
            });
            parts.separator(i).ifPresent(problems::add);
        }
        boolean sound = problems.stream().noneMatch(Problem::isError);
        return new Checked<>(sound ? new Key(template.text(), segments) : null, problems);
    }

    /** A key of the parameters that a wrong template names, or means: for the shape of the class, never run. */
    public Key shape(OnceUse use) {
        KeyUse key = KeyUse.of(language, use);
        Set<String> meant = new HashSet<>();
        for (Node node : key.template().nodes()) {
            if (node instanceof Placeholder placeholder) {
                String root = placeholder.names().get(0).value();
                meant.add(Suggestion.nearest(root, key.names()).orElse(root));
            }
        }
        List<Segment> segments = new ArrayList<>();
        key.names().stream()
                .filter(meant::contains)
                .forEach(name ->
                        segments.add(new Part(name, name, List.of(), Texts.of(Texts.Shape.ANY, false), Template.LAST)));
        return new Key(key.template().text(), segments);
    }
}
