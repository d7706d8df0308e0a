package io.github.once4j.processor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pastes fixes into the sources that they are shown for. */
final class Fixes {
    /** How fixes begin that describe a change, which depends on what the method is to do. */
    private static final List<String> DESCRIBED = List.of(
            "pass ",
            "move ",
            "rename ",
            "shorten ",
            "put @Once on ",
            "annotate the method that does the work",
            "implement it in ",
            "add the parameter",
            "write the name",
            "write at most ",
            "write both surrogates",
            "write letters and digits",
            "write a duration like",
            "write `fun ",
            "write `open fun ",
            "remove @JvmOverloads",
            "return one CompletableFuture",
            "ignore this note if it makes none",
            "compile ");

    private static final Pattern AROUND = Pattern.compile("[#$]?\\{[^{}]*}?|[^{}]*}");

    /** An edit of the line of a message, or of all sources. */
    private interface Edit {
        void paste(Message message, MatchResult fix, String[] sources);
    }

    private record Rule(Pattern fix, List<Edit> alternatives) {
        static Rule of(String fix, Edit... alternatives) {
            return new Rule(Pattern.compile(fix, Pattern.DOTALL), List.of(alternatives));
        }
    }

    private static final String ATTRIBUTE = "(\\w+) = (\"[^\"]*\")";

    private static final List<Rule> RULES = List.of(
            Rule.of("write (\\{.*?}), or (\\{\\{|}}) for a brace\\.", placeholder(1), piece(2)),
            Rule.of(
                    "write (\\{.*?})(?: or another parameter)?, or double the braces for the text (\\{.*})\\.",
                    placeholder(1),
                    placeholder(2)),
            Rule.of(
                    "remove it, or write (}}) for a brace\\.",
                    (message, fix, sources) -> line(message, sources, "}}", "}"),
                    (message, fix, sources) -> line(message, sources, "}}", "}" + fix.group(1))),
            Rule.of("write (\\{.*?}); or (\\{.*?}), with a method `(.*?)`.*", placeholder(1), property(2, 3)),
            Rule.of("write (\\{.*?}), with a method `(.*?)`.*", property(1, 2)),
            Rule.of(
                    "(?:write|begin it with another character:) (\\{[\\w.]+}(?:-\\{[\\w.]+})*)(?:\\.|, without.*|: parameters.*)",
                    placeholder(1)),
            Rule.of(
                    "write (\\w+), without `(.*)`\\.",
                    (message, fix, sources) -> line(message, sources, fix.group(1) + fix.group(2), fix.group(1))),
            Rule.of(
                    "(?:write text between them|begin it with another character): (.*)\\.",
                    (message, fix, sources) ->
                            line(message, sources, fix.group(1).replaceFirst("-", ""), fix.group(1))),
            Rule.of("name what must not .*?(\"[^\"]*\") or (\"[^\"]*\")\\.", key(1), key(2)),
            Rule.of("write (\"[^\"]*\"), or (\"[^\"]*\") with a hash tag\\.", key(1), key(2)),
            Rule.of(
                    "write a key with a prefix of its own, like (\"[^\"]*\"); or, if this is intended, add (@\\w+\\(.*?\\)) to .*",
                    key(1),
                    onClass(2)),
            Rule.of(
                    "add `(public .*?)` to (\\w+)\\.",
                    (message, fix, sources) -> member(fix.group(2), fix.group(1), sources)),
            Rule.of(
                    "add a public method (\\w+)\\(\\) .*? to (\\w+)\\.",
                    (message, fix, sources) ->
                            member(fix.group(2), "public String " + fix.group(1) + "() { return null; }", sources)),
            Rule.of(
                    "make (\\w+)\\(\\) public in .*",
                    (message, fix, sources) ->
                            all(sources, "(?:private )?(\\w+ " + fix.group(1) + "\\()", "public $1")),
            Rule.of("make (\\w+)(?: and the types in its values)? public(?:\\.|, or return.*)", publicType()),
            Rule.of("ignore this note if nothing reads .*? make (\\w+) and .*", nothing(), publicType()),
            Rule.of(
                    "declare toString\\(\\) in (\\w+) .*",
                    (message, fix, sources) ->
                            member(fix.group(1), "@Override public String toString() { return \"\"; }", sources)),
            Rule.of(
                    "give it a bound.*, like (<.*>), or .*",
                    (message, fix, sources) -> line(message, 1, sources, "<T>", fix.group(1))),
            Rule.of(
                    "use a part that is never null, or remove @Nullable .*",
                    (message, fix, sources) -> all(sources, "@Nullable ", "")),
            Rule.of(
                    "remove \\{(\\w+)} from the key\\.",
                    (message, fix, sources) -> line(message, sources, "{" + fix.group(1) + "}", "x")),
            Rule.of("remove returnOnLocked: a locked call then returns null\\.", without("returnOnLocked")),
            Rule.of(
                    "replace `(private|static)` by `default`(?:\\.|, or run the body.*)",
                    (message, fix, sources) -> line(message, 0, sources, fix.group(1), "default")),
            Rule.of("remove one of them\\.", without("raiseOnLocked"), without("returnOnLocked")),
            Rule.of(
                    "remove returnOnLocked.*? or replace it by raiseOnLocked = true\\.",
                    without("returnOnLocked"),
                    raise()),
            Rule.of(
                    "set (returnOnLocked = \"[^\"]*\"), or raiseOnLocked = true(?:; or declare the result as (?:CompletableFuture<)?(@Nullable) String>?)?\\.",
                    with("$1"),
                    with("raiseOnLocked = true"),
                    (message, fix, sources) -> {
                        if (fix.group(2) == null) {
                            with("$1").paste(message, fix, sources);
                        } else {
                            line(message, 1, sources, "String", "@org.jspecify.annotations.Nullable String");
                        }
                    }),
            Rule.of("write (?:one character, like |a value like )?(\"[^\"]*\")(?:, in lower case)?\\.", value(1)),
            Rule.of("write (?:a whole number from )?(\"[^\"]*\") (?:to|or) (\"[^\"]*\")\\.", value(1), value(2)),
            Rule.of(
                    "write more than zero and at most (\"[^\"]*\"), or remove (\\w+)\\.",
                    value(1),
                    (message, fix, sources) -> without(fix.group(2)).paste(message, fix, sources)),
            Rule.of(
                    "remove (\\w+),(?: which .*?,)? or write " + ATTRIBUTE.replace("(\\w+)", "\\w+") + "\\.",
                    (message, fix, sources) -> without(fix.group(1)).paste(message, fix, sources),
                    (message, fix, sources) -> attribute(message, fix.group(1), fix.group(2), sources)),
            Rule.of(
                    "write " + ATTRIBUTE + " or more, or remove one of them\\.",
                    attribute(),
                    without("holdAtLeast"),
                    without("holdAtMost")),
            Rule.of("write " + ATTRIBUTE + "(?:\\.|, with a default.*| or (?:less|more).*)", attribute()),
            Rule.of(
                    "set keepAfterSuccess .*, or remove one of them\\.",
                    without("waitAtMost"),
                    without("keepAfterSuccess")),
            Rule.of("remove waitAtMost: .*", without("waitAtMost")),
            Rule.of(
                    "remove `(private|static|final)`(?:\\.|: package-private.*|, or run the body.*)",
                    (message, fix, sources) -> line(message, 0, sources, fix.group(1) + " ", "")),
            Rule.of(
                    "remove `private` from (\\w+)\\.",
                    (message, fix, sources) -> all(
                            sources, "private ((?:static |final )*(?:class|interface) " + fix.group(1) + ")", "$1")),
            Rule.of(
                    "remove `private` from the type .*",
                    (message, fix, sources) -> line(message, 0, sources, "private ", "")),
            Rule.of(
                    "remove `sealed` and `permits`, or .*",
                    (message, fix, sources) -> all(sources, "sealed (class \\w+) permits [\\w.]+", "$1")),
            Rule.of("do the work inside the method, and return a (List<.*?>)\\.", result(1)),
            Rule.of("(?:do the work|call it) inside the method, and return its result\\.", resultOf("String")),
            Rule.of("read or write it .*, like a (byte\\[]) or a (String)\\.", result(1), result(2)),
            Rule.of("return a (CompletableFuture<.*?>) or (CompletionStage<.*?>), exactly\\.", result(1), result(2)),
            Rule.of(
                    "return a Multi<(.*?)>: .*; or a (CompletableFuture<.*?>) .*",
                    (message, fix, sources) -> resultOf("io.smallrye.mutiny.Multi<" + fix.group(1) + ">")
                            .paste(message, fix, sources),
                    result(2)),
            Rule.of(
                    "remove (@Transactional), and .*",
                    (message, fix, sources) ->
                            all(sources, "(?m)^( *)(?:@Composed|@Transactional(?:\\(.*\\))?)$", "$1")),
            Rule.of(
                    "remove the annotation, and put it .*",
                    (message, fix, sources) -> all(sources, "(?m)^( *)(?:@Composed|@Cacheable)$", "$1")),
            Rule.of("remove `final`, and write `(@Once\\(.*?\\))` on it\\.", (message, fix, sources) -> {
                line(message, 0, sources, "final ", "");
                line(message, 0, sources, "^", fix.group(1) + " ");
            }),
            Rule.of(
                    "write `(@Once\\(.*?\\))` on it(?:\\.|, or give it another name\\.)",
                    (message, fix, sources) -> line(message, 0, sources, "^", fix.group(1) + " "),
                    (message, fix, sources) -> {
                        if (message.fix.endsWith("another name.")) {
                            line(message, -1, sources, "@Override", "");
                            line(message, 0, sources, "run(", "runAll(");
                        } else {
                            line(message, 0, sources, "^", fix.group(1) + " ");
                        }
                    }),
            Rule.of(
                    "make it protected\\.",
                    (message, fix, sources) -> all(sources, "(?m)^    void run\\(\\)", "    protected void run()")),
            Rule.of("remove all but one: .*", (message, fix, sources) -> all(sources, ", Lease two", "")),
            Rule.of(
                    "ignore this note if the stream always ends; .*? like " + ATTRIBUTE + "\\.",
                    nothing(),
                    attribute()),
            Rule.of(
                    "let (?:it|\\w+) extend (\\w+) instead of (\\w+); or, .* add (@\\w+\\(.*?\\)) .*",
                    (message, fix, sources) ->
                            all(sources, "extends " + fix.group(2) + "\\b", "extends " + fix.group(1)),
                    (message, fix, sources) -> line(message, 0, sources, "class ", fix.group(3) + " class ")),
            Rule.of(
                    "replace `final` by `abstract`.*",
                    (message, fix, sources) -> line(message, 0, sources, "final", "abstract")),
            Rule.of(
                    "write `(abstract(?: static)? class) (\\w+)`.*?(?:; or, if this is intended, add (@\\w+\\(.*?\\)) .*)?",
                    (message, fix, sources) -> all(
                            sources,
                            "(?m)^(public |)( *)class " + fix.group(2),
                            "$1$2" + fix.group(1) + " " + fix.group(2)),
                    (message, fix, sources) -> {
                        if (fix.group(3) != null) {
                            onClass(3).paste(message, fix, sources);
                        } else {
                            all(
                                    sources,
                                    "(?m)^(public |)( *)class " + fix.group(2),
                                    "$1$2" + fix.group(1) + " " + fix.group(2));
                        }
                    }),
            Rule.of(
                    "make one protected or package-private\\.",
                    (message, fix, sources) -> all(sources, "private (\\w+\\(\\) )", "protected $1")),
            Rule.of(
                    "add (name = \"\\w+\") to this @Once, or rename the other method\\.",
                    with("$1"),
                    (message, fix, sources) -> all(sources, "boolean isLockedRun", "boolean isLocked2")),
            Rule.of(
                    "write (name) = (\"\\w+\") in this @Once, or rename the other method\\.",
                    attribute(),
                    (message, fix, sources) -> all(sources, "boolean isLockedJob", "boolean isLocked2")),
            Rule.of(
                    "set (raiseOnLocked = true); or declare the result as (.*)\\.",
                    with("$1"),
                    (message, fix, sources) -> line(
                            message,
                            1,
                            sources,
                            "T[][] run",
                            fix.group(2).replace("@", "@org.jspecify.annotations.") + " run")),
            Rule.of("add (name = \"\\w+\") to the @Once of `.*`\\.", with("$1")),
            Rule.of(
                    "add `(protected \\w+\\(\\).*?})`\\.",
                    (message, fix, sources) -> member("Jobs", fix.group(1), sources)),
            Rule.of(
                    "replace `private` by `protected`: .*",
                    (message, fix, sources) -> all(sources, "private (Jobs\\(\\))", "protected $1")),
            Rule.of(
                    "add `(protected \\w+\\(\\).*?})`, and (@Inject) on the other constructor\\.",
                    (message, fix, sources) -> {
                        all(
                                sources,
                                "(?m)^    protected Jobs\\(String",
                                "    @jakarta.inject.Inject protected Jobs(String");
                        member("Jobs", fix.group(1), sources);
                    }),
            Rule.of(
                    "write -A(.*)\\.",
                    (message, fix, sources) -> all(sources, "(?m)^// -A.*$", "// -A" + fix.group(1))));

    private Fixes() {}

    /** A message of an example. */
    record Message(String code, int line, String fact, String template, int start, int end, String fix) {
        private static final Pattern SHOWN =
                Pattern.compile("(?ms)^-?(\\d+):-?\\d+ \\w+ \\[(ONCE-\\d+)] ([^\\n]*)\\n(.*?)    Fix: ([^\\n]*)$");
        private static final Pattern EXCERPT = Pattern.compile("    ([^\\n]*)\\n    ( *)(\\^+)\\n.*", Pattern.DOTALL);

        static List<Message> of(Path example) {
            String shown = Golden.read(
                    example.resolveSibling(example.getFileName().toString().replace(".java", ".expected")));
            List<Message> messages = new ArrayList<>();
            Matcher found = SHOWN.matcher(shown);
            while (found.find()) {
                Matcher excerpt = EXCERPT.matcher(found.group(4));
                boolean isIn = excerpt.matches();
                int start = isIn ? excerpt.group(2).length() : 0;
                messages.add(new Message(
                        found.group(2),
                        Integer.parseInt(found.group(1)),
                        found.group(3),
                        isIn ? excerpt.group(1) : "",
                        start,
                        isIn ? start + excerpt.group(3).length() : 0,
                        found.group(5)));
            }
            return messages;
        }

        /** The first text in backticks. */
        String quoted() {
            Matcher found = Pattern.compile("`([^`]*)`").matcher(fact);
            return found.find() ? found.group(1) : "";
        }
    }

    static boolean isDescribed(Message message) {
        return DESCRIBED.stream().anyMatch(message.fix::startsWith);
    }

    /** How many ways of a fix can be pasted. */
    static int alternatives(Message message) {
        return rules(message).stream()
                .mapToInt(rule -> rule.alternatives.size())
                .sum();
    }

    static void paste(Message message, int alternative, String[] sources) {
        Rule rule = rules(message).get(0);
        Matcher fix = rule.fix.matcher(message.fix);
        if (fix.matches()) {
            rule.alternatives.get(alternative).paste(message, fix.toMatchResult(), sources);
        }
    }

    private static List<Rule> rules(Message message) {
        return RULES.stream()
                .filter(rule -> rule.fix.matcher(message.fix).matches())
                .limit(1)
                .toList();
    }

    /** In place of the placeholder around the piece that is marked, or of the piece. */
    private static Edit placeholder(int group) {
        return (message, fix, sources) -> line(message, sources, around(message), fix.group(group));
    }

    private static String around(Message message) {
        String template = message.template;
        int end = Math.min(template.length(), message.end);
        Matcher around = AROUND.matcher(template);
        while (around.find()) {
            boolean covers = around.start() <= message.start && around.end() >= end;
            if (covers || (message.start < around.start() && around.start() <= end)) {
                return template.substring(Math.min(message.start, around.start()), Math.max(end, around.end()));
            }
        }
        return template.substring(message.start, end);
    }

    /** In place of the piece that is marked. */
    private static Edit piece(int group) {
        return (message, fix, sources) ->
                line(message, sources, message.template.substring(message.start, message.end), fix.group(group));
    }

    private static Edit property(int placeholder, int method) {
        return (message, fix, sources) -> {
            placeholder(placeholder).paste(message, fix, sources);
            if (!sources[0].contains(fix.group(method))) {
                member("Service", fix.group(method) + " { return \"\"; }", sources);
            }
        };
    }

    /** In place of the key. */
    private static Edit key(int group) {
        return (message, fix, sources) -> attribute(message, "key", fix.group(group), sources);
    }

    /** In place of the value that is quoted in the message. */
    private static Edit value(int group) {
        return (message, fix, sources) -> line(message, sources, "\"" + message.quoted() + "\"", fix.group(group));
    }

    private static Edit attribute() {
        return (message, fix, sources) -> attribute(message, fix.group(1), fix.group(2), sources);
    }

    private static void attribute(Message message, String name, String value, String[] sources) {
        int at = annotation(message, sources);
        String line = sources[0].split("\n", -1)[at];
        String changed = line.contains(name + " = ")
                ? line.replaceFirst(name + " = \"[^\"]*\"", Matcher.quoteReplacement(name + " = " + value))
                : line.replaceFirst("\\)$", Matcher.quoteReplacement(", " + name + " = " + value + ")"));
        set(at, changed, sources);
    }

    private static Edit with(String attribute) {
        return (message, fix, sources) -> {
            int at = annotation(message, sources);
            String written = attribute.equals("$1") ? fix.group(1) : attribute;
            String line = sources[0].split("\n", -1)[at];
            set(at, line.replaceFirst("\\)$", Matcher.quoteReplacement(", " + written + ")")), sources);
        };
    }

    private static Edit without(String attribute) {
        return (message, fix, sources) -> {
            int at = annotation(message, sources);
            set(
                    at,
                    sources[0].split("\n", -1)[at].replaceFirst(", " + attribute + " = (?:\"[^\"]*\"|true)", ""),
                    sources);
        };
    }

    private static Edit raise() {
        return (message, fix, sources) -> {
            without("returnOnLocked").paste(message, fix, sources);
            with("raiseOnLocked = true").paste(message, fix, sources);
        };
    }

    private static Edit onClass(int group) {
        return (message, fix, sources) -> {
            if (!sources[0].contains(fix.group(group) + " abstract class")
                    && !sources[0].contains(fix.group(group) + " public class")) {
                sources[0] = sources[0].replaceFirst(
                        "(?m)^((?:public |abstract )*class)", Matcher.quoteReplacement(fix.group(group)) + " $1");
            }
        };
    }

    private static Edit publicType() {
        return (message, fix, sources) -> all(
                sources,
                "(?m)^( *)(?:private )?((?:static )?(?:@?interface|class) " + fix.group(1) + "\\b)",
                "$1public $2");
    }

    private static Edit nothing() {
        return (message, fix, sources) -> {
            // The note stays; it is none of the messages that fail.
        };
    }

    private static Edit result(int group) {
        return (message, fix, sources) -> resultOf(fix.group(group)).paste(message, fix, sources);
    }

    /** Another result, of a method that does nothing. */
    private static Edit resultOf(String type) {
        return (message, fix, sources) -> {
            Matcher returned = Pattern.compile("returns `([^`]*)`").matcher(message.fact);
            if (returned.find()) {
                int at = message.line - 1;
                String line = sources[0].split("\n", -1)[at];
                int name = line.lastIndexOf(' ', line.indexOf('('));
                String modifiers = line.contains("public ") ? "    public " : "    ";
                String variables = line.contains("<F extends") ? "<F extends CompletableFuture<String>> " : "";
                String qualified = type.replaceAll("\\bComplet(?=ion|able)", "java.util.concurrent.Complet");
                set(at, modifiers + variables + qualified + line.substring(name), sources);
                set(at + 1, "        throw new AssertionError();", sources);
            }
        };
    }

    private static void member(String type, String member, String[] sources) {
        all(sources, "((?:class|interface|record) " + type + "\\b[^{]*\\{)", "$1 " + Matcher.quoteReplacement(member));
    }

    private static void all(String[] sources, String pattern, String replacement) {
        for (int i = 0; i < sources.length; i++) {
            sources[i] = sources[i].replaceAll(pattern, replacement);
        }
    }

    private static void line(Message message, String[] sources, String old, String replacement) {
        line(message, annotation(message, sources) - message.line + 1, sources, old, replacement);
    }

    private static void line(Message message, int below, String[] sources, String old, String replacement) {
        int at = message.line - 1 + below;
        String line = sources[0].split("\n", -1)[at];
        set(
                at,
                old.equals("^")
                        ? replacement + line
                        : line.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement)),
                sources);
    }

    /** The line of the annotation: that of a message, or one above the method that a message is at. */
    private static int annotation(Message message, String[] sources) {
        String[] lines = sources[0].split("\n", -1);
        int at = message.line - 1;
        while (!lines[at].contains("@Once(") && at > 0) {
            at--;
        }
        return at;
    }

    private static void set(int at, String line, String[] sources) {
        String[] lines = sources[0].split("\n", -1);
        lines[at] = line;
        sources[0] = String.join("\n", lines);
    }
}
