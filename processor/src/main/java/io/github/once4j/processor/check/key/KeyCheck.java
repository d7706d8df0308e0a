package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Suggestion;
import io.github.once4j.processor.template.Template;
import io.github.once4j.processor.template.Template.Node;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Checks a key template against the parameters of its method. Codes 1xx and 2xx. */
public final class KeyCheck {
    private final Language language;
    private final PartTypes types;

    public KeyCheck(Language language) {
        this.language = language;
        this.types = new PartTypes(language);
    }

    /** The key; if the template is wrong, one made of the parameters that it seems to name. */
    public Key check(OnceUse use, Problems problems) {
        KeyUse key = KeyUse.of(language, use);
        Problems ofKey = problems.part();
        TemplateCheck.check(key, ofKey);
        List<Segment> segments = segments(key, ofKey);
        return ofKey.hasErrors() ? shape(key) : new Key(key.template().text(), segments);
    }

    private List<Segment> segments(KeyUse key, Problems problems) {
        var properties = new Properties(language, key.use().type());
        var parts = new PartCheck(language, types, properties, key, problems);
        var paths = new PathCheck(key, properties, parts, problems);
        Template template = key.template();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < template.nodes().size(); i++) {
            if (template.nodes().get(i) instanceof Text text) {
                segments.add(new Literal(text.value()));
                continue;
            }
            var placeholder = (Placeholder) template.nodes().get(i);
            if (template.isForeign(placeholder)) {
                continue; // reported as foreign syntax
            }
            OptionalInt delimiter = template.delimiter(i);
            paths.walk(placeholder).ifPresent(path -> {
                parts.checkStable(placeholder, path.type());
                Texts texts = parts.texts(path.type());
                segments.add(new Part(
                        placeholder.path(),
                        placeholder.names().get(0).value(),
                        path.steps(),
                        texts,
                        texts.form(delimiter)));
            });
            parts.checkDelimiter(i);
        }
        return segments;
    }

    /** A key of the parameters that a wrong template seems to name: only for the generated signatures, never run. */
    private static Key shape(KeyUse key) {
        Set<String> meant = new HashSet<>();
        for (Node node : key.template().nodes()) {
            if (node instanceof Placeholder placeholder) {
                String root = placeholder.names().get(0).value();
                meant.add(Suggestion.nearest(root, key.names()).orElse(root));
            }
        }
        Texts any = Texts.of(Texts.Shape.ANY, false);
        List<Segment> segments = new ArrayList<>();
        key.names().stream()
                .filter(meant::contains)
                .forEach(name -> segments.add(new Part(name, name, List.of(), any, Texts.Form.Plain.BARE)));
        return new Key(key.template().text(), segments);
    }
}
