package io.github.once4j.processor.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.processor.template.Template.Kind;
import io.github.once4j.processor.template.Template.Mistake;
import io.github.once4j.processor.template.Template.Name;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the parser reads, with its places in the text. */
class TemplateParserTest {
    private static Template parse(String text) {
        return TemplateParser.parse(text);
    }

    private static Placeholder placeholder(int start, String path) {
        int at = start + 1;
        var names = new java.util.ArrayList<Name>();
        for (String name : path.split("\\.")) {
            names.add(new Name(name, at, at + name.length()));
            at += name.length() + 1;
        }
        return new Placeholder(names, start, at);
    }

    @Test
    void textsAndPaths() {
        Template template = parse("a-{b.c}-{d}");
        assertThat(template.text()).isEqualTo("a-{b.c}-{d}");
        assertThat(template.nodes())
                .containsExactly(new Text("a-", 0, 2), placeholder(2, "b.c"), new Text("-", 7, 8), placeholder(8, "d"));
        assertThat(template.mistakes()).isEmpty();
        assertThat(((Placeholder) template.nodes().get(1)).path()).isEqualTo("b.c");
        assertThat(parse("").nodes()).isEmpty();
        assertThat(parse("{a}{b}").nodes()).containsExactly(placeholder(0, "a"), placeholder(3, "b"));
    }

    @Test
    void doubledBraces() {
        assertThat(parse("{{a}}").nodes()).containsExactly(new Text("{a}", 0, 5));
        assertThat(parse("x{{{a}}}y").nodes())
                .containsExactly(new Text("x{", 0, 3), placeholder(3, "a"), new Text("}y", 6, 9));
        assertThat(parse("a{{").nodes()).containsExactly(new Text("a{", 0, 3));
    }

    @Test
    void supplementaryCharacters() {
        assertThat(parse("\uD83D\uDE00{a}").nodes())
                .containsExactly(new Text("\uD83D\uDE00", 0, 2), placeholder(2, "a"));
    }

    @Test
    void unpairedSurrogates() {
        for (String half : List.of("\uD800", "\uDBFF", "\uDC00", "\uDFFF")) {
            Template template = parse("x" + half + "y");
            assertThat(template.mistakes())
                    .containsExactly(new Mistake(Kind.HALF_PAIR, String.format("\\u%04X", (int) half.charAt(0)), 1, 2));
            assertThat(template.nodes()).containsExactly(new Text("x" + half + "y", 0, 3));
        }
        assertThat(parse("\uD7FF\uE000").mistakes()).isEmpty();
    }

    @Test
    void unclosedBraces() {
        assertThat(parse("a{b").mistakes()).containsExactly(new Mistake(Kind.UNCLOSED, "{b", 1, 2));
        Template second = parse("a{b{c}-d");
        assertThat(second.mistakes()).containsExactly(new Mistake(Kind.UNCLOSED, "{b", 1, 2));
        assertThat(second.nodes()).containsExactly(new Text("a", 0, 1), placeholder(3, "c"), new Text("-d", 6, 8));
        assertThat(parse("{").mistakes()).containsExactly(new Mistake(Kind.UNCLOSED, "{", 0, 1));
    }

    @Test
    void unopenedBraces() {
        Template template = parse("a}b");
        assertThat(template.mistakes()).containsExactly(new Mistake(Kind.UNOPENED, "}", 1, 2));
        assertThat(template.nodes()).containsExactly(new Text("ab", 0, 3));
        assertThat(parse("a}").mistakes()).containsExactly(new Mistake(Kind.UNOPENED, "}", 1, 2));
    }

    @Test
    void emptyNames() {
        assertThat(parse("{}").mistakes()).containsExactly(new Mistake(Kind.EMPTY_NAME, "", 0, 2));
        assertThat(parse("{a.}").mistakes()).containsExactly(new Mistake(Kind.EMPTY_NAME, "", 2, 4));
        assertThat(parse("x{.a}").mistakes()).containsExactly(new Mistake(Kind.EMPTY_NAME, "", 1, 3));
        assertThat(parse("{a..b}-x").mistakes()).containsExactly(new Mistake(Kind.EMPTY_NAME, "", 2, 4));
        assertThat(parse("{a.}").nodes()).isEmpty();
        assertThat(parse("{.}").mistakes())
                .containsExactly(new Mistake(Kind.EMPTY_NAME, "", 0, 2), new Mistake(Kind.EMPTY_NAME, "", 1, 3));
    }

    @Test
    void whatIsNotAName() {
        Template template = parse("{a b.c.0}");
        assertThat(template.mistakes())
                .containsExactly(new Mistake(Kind.NOT_A_NAME, "a b", 1, 4), new Mistake(Kind.NOT_A_NAME, "0", 7, 8));
        assertThat(template.nodes()).isEmpty();
    }

    @Test
    void otherSyntax() {
        for (String mark : List.of("$", "#")) {
            Template template = parse("a" + mark + "{b}");
            assertThat(template.mistakes()).containsExactly(new Mistake(Kind.FOREIGN, mark + "{b}", 1, 2));
            assertThat(template.nodes()).containsExactly(new Text("a" + mark, 0, 2), placeholder(2, "b"));
            assertThat(template.isForeign((Placeholder) template.nodes().get(1)))
                    .isTrue();
        }
        assertThat(parse("#{a:b}").mistakes()).containsExactly(new Mistake(Kind.FOREIGN, "#{a:b}", 0, 1));
        Template own = parse("${a}{b}");
        assertThat(own.isForeign((Placeholder) own.nodes().get(2))).isFalse();
        // The mistake of another placeholder stays.
        assertThat(parse("{0}#{1}").mistakes())
                .containsExactly(new Mistake(Kind.NOT_A_NAME, "0", 1, 2), new Mistake(Kind.FOREIGN, "#{1}", 3, 4));
    }

    @Test
    void whatFollowsAPlaceholder() {
        Template template = parse("{a}-b{c}{d}x");
        assertThat(template.between(0)).contains(new Text("-b", 3, 5));
        assertThat(template.delimiter(0)).isEqualTo(OptionalInt.of('-'));
        assertThat(template.adjacent(0)).isEmpty();
        assertThat(template.between(2)).isEmpty();
        assertThat(template.delimiter(2)).isEmpty();
        assertThat(template.adjacent(2)).isEqualTo(Optional.of(template.nodes().get(3)));
        assertThat(template.between(3)).isEmpty();
        assertThat(template.adjacent(3)).isEmpty();
        assertThat(template.adjacent(4)).isEmpty();
        assertThat(parse("{a}\uD83D\uDE00{b}").delimiter(0)).isEqualTo(OptionalInt.of(0x1F600));
        assertThat(parse("{a}-x").between(0)).isEmpty();
    }
}
